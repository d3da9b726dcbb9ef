// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_captured_snapshots {
#include "test-inputs/await-stale-write/captured_snapshots.cpp"

namespace statistics {
// What the input only declares.
mock::task<> tick() { return truth::answer("tick"); }
// What is shared, and seen at the end.
auto fields(Cache &it) { return std::tie(it.hits_); }
} // namespace statistics

TRUTH("await-stale-write/captured_snapshots.cpp") {
  using namespace statistics;
  run("Cache::through_a_capture",
      [] { return part<statistics::Cache>().through_a_capture(any); });
  run("Cache::through_this_capture",
      [] { return part<statistics::Cache>().through_this_capture(any); });
  run("reference_through_a_capture",
      [] { return statistics::reference_through_a_capture(part<long>()); });
  run("reference_through_a_late_capture", [] {
    return statistics::reference_through_a_late_capture(part<long>());
  });
}

} // namespace truth_of::stale_write_captured_snapshots
