// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_still_its_timer_in_callbacks {
#include "test-inputs/await-check-then-act/still_its_timer_in_callbacks.cpp"

// What the input only declares.
Alarm::Alarm(int) {}
void Alarm::cancel() {}
void async_wait(Alarm &, std::function<void(bool)> then) {
  truth::later("async_wait", std::move(then));
}
// What is shared, and seen at the end.
auto fields(Notice &it) { return std::tie(it.text_, it.alarm_); }
auto fields(Banner &it) { return std::tie(it.text_, it.alarm_); }

TRUTH("await-check-then-act/still_its_timer_in_callbacks.cpp") {
  skip("Banner::pin",
       "marked as racy; no beginning that shows it is known yet");
}

} // namespace truth_of::check_then_act_still_its_timer_in_callbacks
