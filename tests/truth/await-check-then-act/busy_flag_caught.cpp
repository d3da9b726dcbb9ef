// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_busy_flag_caught {
#include "test-inputs/await-check-then-act/busy_flag_caught.cpp"

namespace laundry {
// What the input only declares.
mock::task<> wash(int) { return truth::fallible<>("wash"); }
// What is shared, and seen at the end.
auto fields(Drum &it) { return std::tie(it.turning, it.water); }
auto fields(Dryer &it) { return std::tie(it.hot, it.shirts); }
} // namespace laundry

TRUTH("await-check-then-act/busy_flag_caught.cpp") {
  using namespace laundry;
  globals(laundry::washing, laundry::loads);
  run("wash_next", [] { return laundry::wash_next(); });
  run("fill", [] { return laundry::fill(any); });
  run("dry_unflagged",
      [] { return laundry::dry_unflagged(part<laundry::Dryer>()); });
}

} // namespace truth_of::check_then_act_busy_flag_caught
