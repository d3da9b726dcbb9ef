// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_ticket_unawaited {
#include "test-inputs/situations/ticket_unawaited.cpp"

// What the input only declares.
auto TicketTable::count_open(std::string) -> mock::task<long> {
  return truth::answer<long>("count_open");
}
auto TicketTable::create(Ticket) -> mock::task<bool> {
  return truth::answer<bool>("create");
}
auto TicketTable::create_now(Ticket) -> mock::eager_task<bool> {
  co_return co_await truth::answer<bool>("create_now");
}
// What is shared, and seen at the end.
auto fields(Ticket &it) { return std::tie(it.user, it.title); }
auto fields(TicketDesk &it) { return std::tie(it.table_, it.mutex_); }
auto built(truth::of<TicketDesk>) {
  return new TicketDesk(part<TicketTable>());
}

TRUTH("situations/ticket_unawaited.cpp") {
  run("TicketDesk::open", [] { return part<TicketDesk>().open(any, any); });
  run("TicketDesk::open_kept",
      [] { return part<TicketDesk>().open_kept(any, any); });
  run("TicketDesk::open_and_hope",
      [] { return part<TicketDesk>().open_and_hope(any, any); });
  run("TicketDesk::open_all",
      [] { return part<TicketDesk>().open_all(any, any); });
  run("TicketDesk::open_checked",
      [] { return part<TicketDesk>().open_checked(any, any); });
}

} // namespace truth_of::situations_ticket_unawaited
