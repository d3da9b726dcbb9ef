// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_initializers {
#include "test-inputs/await-stale-write/suspensions_initializers.cpp"

// What the input only declares.
mock::task<int> sample() { return truth::answer<int>("sample"); }
mock::task<std::pair<int, int>> range() {
  return truth::answer<std::pair<int, int>>("range");
}
// What is shared, and seen at the end.
auto fields(Series &it) { return std::tie(it.sum_); }
auto fields(Window &it) { return std::tie(it.width); }
auto fields(Step &it) { return std::tie(it.by, it.wrap); }

TRUTH("await-stale-write/suspensions_initializers.cpp") {
  run("Series::initializer", [] { return part<Series>().initializer(); });
  run("Series::braces", [] { return part<Series>().braces(); });
  run("Series::binding", [] { return part<Series>().binding(); });
  run("Series::capture", [] { return part<Series>().capture(); });
  run("Series::heap", [] { return part<Series>().heap(); });
  run("widen", [] { return widen(part<Window>()); });
  run("narrow", [] { return narrow(part<Window>()); });
}

} // namespace truth_of::stale_write_suspensions_initializers
