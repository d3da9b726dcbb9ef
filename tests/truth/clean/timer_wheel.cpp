// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_timer_wheel {
#include "test-inputs/clean/timer_wheel.cpp"

// What the input only declares.
mock::task<> next_tick() {
  return truth::ticks("next_tick", std::chrono::seconds(1));
}
// What is shared, and seen at the end.
auto fields(TimerWheel &it) {
  return std::tie(it.slots_, it.timers_, it.last_id_, it.now_, it.fired_,
                  it.stopped_);
}
auto fields(TimerWheel::Timer &it) {
  return std::tie(it.due, it.period, it.callback);
}

TRUTH("clean/timer_wheel.cpp") {
  run("TimerWheel::run", [] { return part<TimerWheel>().run(); });
}

} // namespace truth_of::clean_timer_wheel
