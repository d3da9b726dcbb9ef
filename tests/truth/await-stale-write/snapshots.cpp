// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_snapshots {
#include "test-inputs/await-stale-write/snapshots.cpp"

namespace statistics {
// What the input only declares.
mock::task<> publish(Stats) { return truth::answer("publish"); }
mock::task<> tick() { return truth::answer("tick"); }
// What is shared, and seen at the end.
auto fields(Stats &it) { return std::tie(it.hits, it.misses); }
auto fields(Cache &it) { return std::tie(it.stats); }
} // namespace statistics

TRUTH("await-stale-write/snapshots.cpp") {
  using namespace statistics;
  globals(statistics::g_stats);
  run("Cache::through_two_copies",
      [] { return part<statistics::Cache>().through_two_copies(); });
  run("Cache::through_a_struct",
      [] { return part<statistics::Cache>().through_a_struct(); });
  run("Cache::through_a_field",
      [] { return part<statistics::Cache>().through_a_field(); });
  run("Cache::through_a_binding",
      [] { return part<statistics::Cache>().through_a_binding(); });
  run("Cache::through_a_reference_binding",
      [] { return part<statistics::Cache>().through_a_reference_binding(); });
  run("global_through_a_struct",
      [] { return statistics::global_through_a_struct(); });
  run("global_through_a_struct_late",
      [] { return statistics::global_through_a_struct_late(); });
  run("pointee_through_a_binding",
      [] { return statistics::pointee_through_a_binding(any); });
  run("reference_through_two_copies", [] {
    return statistics::reference_through_two_copies(part<statistics::Stats>());
  });
  run("reference_through_two_copies_renewed", [] {
    return statistics::reference_through_two_copies_renewed(
        part<statistics::Stats>());
  });
}

} // namespace truth_of::stale_write_snapshots
