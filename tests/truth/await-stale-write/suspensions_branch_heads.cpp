// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_branch_heads {
#include "test-inputs/await-stale-write/suspensions_branch_heads.cpp"

// What the input only declares.
mock::task<bool> ready() { return truth::answer<bool>("ready"); }
mock::task<int> kind() { return truth::answer<int>("kind"); }
// What is shared, and seen at the end.
auto fields(Robot &it) { return std::tie(it.step_); }

TRUTH("await-stale-write/suspensions_branch_heads.cpp") {
  globals(spare_arms);
  run("Robot::in_if", [] { return part<Robot>().in_if(); });
  run("Robot::in_if_init", [] { return part<Robot>().in_if_init(); });
  run("Robot::in_switch", [] { return part<Robot>().in_switch(); });
  run("Robot::in_throw", [] { return part<Robot>().in_throw(any); });
  run("Robot::in_return", [] { return part<Robot>().in_return(); });
  run("mount", [] { return mount(); });
  run("mount_if_ready", [] { return mount_if_ready(); });
}

} // namespace truth_of::stale_write_suspensions_branch_heads
