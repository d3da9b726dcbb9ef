// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_counted_by_own_tasks {
#include "test-inputs/await-check-then-act/counted_by_own_tasks.cpp"

// What the input only declares.
auto Call::talk() -> mock::task<> { return truth::answer("talk"); }
auto Exchange::next() -> mock::task<Call> {
  return truth::answer<Call>("next");
}
void Exchange::enqueue(mock::task<>) {}
// What is shared, and seen at the end.
auto fields(Exchange &it) { return std::tie(it.in_all_); }

TRUTH("await-check-then-act/counted_by_own_tasks.cpp") {
  skip("Exchange::serve", "more schedules than can be run");
  skip("Exchange::serve_for_ever", "more schedules than can be run");
  skip("Exchange::serve_slowly",
       "marked as racy; no beginning that shows it is known yet");
  run("Exchange::serve_in_turn",
      [] { return part<Exchange>().serve_in_turn(any); });
  skip("Exchange::serve_again",
       "marked as racy; no beginning that shows it is known yet");
}

} // namespace truth_of::check_then_act_counted_by_own_tasks
