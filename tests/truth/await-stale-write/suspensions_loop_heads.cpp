// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_loop_heads {
#include "test-inputs/await-stale-write/suspensions_loop_heads.cpp"

// What the input only declares.
mock::task<bool> ready() { return truth::answer<bool>("ready"); }
mock::task<int> kind() { return truth::answer<int>("kind"); }
mock::task<std::vector<int>> parts() {
  return truth::answer<std::vector<int>>("parts");
}
// What is shared, and seen at the end.
auto fields(Robot &it) { return std::tie(it.step_); }
auto fields(Conveyor &it) { return std::tie(it.parcels); }

TRUTH("await-stale-write/suspensions_loop_heads.cpp") {
  run("Robot::in_while", [] { return part<Robot>().in_while(); });
  run("Robot::in_do", [] { return part<Robot>().in_do(); });
  run("Robot::in_for_init", [] { return part<Robot>().in_for_init(); });
  run("Robot::in_for_step", [] { return part<Robot>().in_for_step(); });
  run("Robot::in_range_for", [] { return part<Robot>().in_range_for(); });
  run("clear", [] { return clear(any); });
  run("clear_when_ready", [] { return clear_when_ready(any); });
  run("watch", [] { return watch(any); });
}

} // namespace truth_of::stale_write_suspensions_loop_heads
