// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_ticket_racy {
#include "test-inputs/situations/ticket_racy.cpp"

// What the input only declares.
mock::task<std::string> pick_seat(std::string) {
  return truth::answer<std::string>("pick_seat");
}
mock::task<> mail(std::string) { return truth::answer("mail"); }
// What is shared, and seen at the end.
auto fields(Ticket &it) { return std::tie(it.seat); }
auto fields(Counter &it) { return std::tie(it.locks_, it.orders_); }
auto fields(Kiosk &it) { return std::tie(it.locks_, it.orders_); }

TRUTH("situations/ticket_racy.cpp") {
  run("Counter::claim", [] { return part<Counter>().claim(any); });
  run("Counter::claim_by_helpers",
      [] { return part<Counter>().claim_by_helpers(any); });
  run("Counter::claim_dropped",
      [] { return part<Counter>().claim_dropped(any); });
  run("Counter::claim_released",
      [] { return part<Counter>().claim_released(any); });
  run("Counter::claim_look_locked",
      [] { return part<Counter>().claim_look_locked(any); });
  run("Counter::claim_create_locked",
      [] { return part<Counter>().claim_create_locked(any); });
  run("Counter::claim_unawaited",
      [] { return part<Counter>().claim_unawaited(any); });
  run("Kiosk::claim_for", [] { return part<Kiosk>().claim_for(any, any); });
  run("Kiosk::claim_by_hand", [] { return part<Kiosk>().claim_by_hand(any); });
  run("Kiosk::claim_locked", [] { return part<Kiosk>().claim_locked(any); });
}

} // namespace truth_of::situations_ticket_racy
