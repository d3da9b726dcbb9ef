// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_ticket_shared_lock {
#include "test-inputs/situations/ticket_shared_lock.cpp"

// What the input only declares.
mock::task<std::string> pick_seat(std::string) {
  return truth::answer<std::string>("pick_seat");
}
// What is shared, and seen at the end.
auto fields(Office &it) { return std::tie(it.locks, it.orders); }

TRUTH("situations/ticket_shared_lock.cpp") {
  run("claim", [] { return claim(part<Office>(), any); });
  skip("claim_alone",
       "a lock between threads, which one thread cannot take twice");
  run("forget", [] { return forget(part<Office>(), any); });
}

} // namespace truth_of::situations_ticket_shared_lock
