// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_seats {
#include "test-inputs/await-check-then-act/seats.cpp"

// What the input only declares.
mock::task<bool> charge_card(std::string, int) {
  return truth::answer<bool>("charge_card");
}
mock::task<> print_ticket(int) { return truth::answer("print_ticket"); }
// What is shared, and seen at the end.
auto fields(Show &it) {
  return std::tie(it.seats_left, it.waitlist.queued, it.waitlist.room);
}

TRUTH("await-check-then-act/seats.cpp") {
  run("reserve", [] { return reserve(any, any); });
  run("reserve_first", [] { return reserve_first(any, any); });
  run("reserve_if_paid", [] { return reserve_if_paid(any, any); });
  run("join_waitlist", [] { return join_waitlist(part<Show>()); });
  run("join_waitlist_at_once",
      [] { return join_waitlist_at_once(part<Show>()); });
}

} // namespace truth_of::check_then_act_seats
