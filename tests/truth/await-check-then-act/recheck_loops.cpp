// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_recheck_loops {
#include "test-inputs/await-check-then-act/recheck_loops.cpp"

namespace parking {
// What the input only declares.
mock::task<bool> pay(int) { return truth::answer<bool>("pay"); }
mock::task<> wait_for_exit() { return truth::answer("wait_for_exit"); }
// What is shared, and seen at the end.
auto fields(Garage &it) { return std::tie(it.levels, it.open); }
} // namespace parking

TRUTH("await-check-then-act/recheck_loops.cpp") {
  using namespace parking;
  globals(parking::spaces);
  run("enter", [] { return parking::enter(); });
  run("enter_first_look", [] { return parking::enter_first_look(); });
  run("drive_in", [] { return parking::drive_in(any, any); });
  run("drive_in_if_open",
      [] { return parking::drive_in_if_open(part<parking::Garage>(), any); });
  run("drive_in_patiently",
      [] { return drive_in_patiently(part<Garage>(), any); });
  run("drive_in_open_only",
      [] { return parking::drive_in_open_only(part<parking::Garage>(), any); });
}

} // namespace truth_of::check_then_act_recheck_loops
