// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_ticket_guarded {
#include "test-inputs/situations/ticket_guarded.cpp"

// What the input only declares.
mock::task<std::string> pick_seat(std::string) {
  return truth::answer<std::string>("pick_seat");
}
mock::task<> mail(std::string) { return truth::answer("mail"); }
// What is shared, and seen at the end.
auto fields(Ticket &it) { return std::tie(it.seat); }
auto fields(Counter &it) { return std::tie(it.locks_, it.orders_); }
auto fields(Seat &it) { return std::tie(it.lock, it.sold); }

TRUTH("situations/ticket_guarded.cpp") {
  run("Counter::claim", [] { return part<Counter>().claim(any); });
  run("Counter::claim_by_helpers",
      [] { return part<Counter>().claim_by_helpers(any); });
  run("Counter::claim_by_hand",
      [] { return part<Counter>().claim_by_hand(any); });
  run("Counter::give_back", [] { return part<Counter>().give_back(any); });
  run("buy", [] { return buy(part<Seats>(), 0); });
}

} // namespace truth_of::situations_ticket_guarded
