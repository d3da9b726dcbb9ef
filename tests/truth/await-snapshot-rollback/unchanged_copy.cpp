// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_unchanged_copy {
#include "test-inputs/await-snapshot-rollback/unchanged_copy.cpp"

namespace thermal {
// What the input only declares.
mock::task<bool> probe() { return truth::answer<bool>("probe"); }
mock::task<> apply(int) { return truth::answer("apply"); }
// What is shared, and seen at the end.
auto fields(Heater &it) { return std::tie(it.level); }
auto fields(Zone &it) { return std::tie(it.target); }
} // namespace thermal

TRUTH("await-snapshot-rollback/unchanged_copy.cpp") {
  using namespace thermal;
  globals(thermal::fan_speed);
  run("Heater::test", [] { return part<Heater>().test(); });
  run("Heater::test_failing", [] { return part<Heater>().test_failing(); });
  run("Heater::test_at", [] { return part<thermal::Heater>().test_at(any); });
  run("Heater::adjust", [] { return part<thermal::Heater>().adjust(any); });
  run("spin_test", [] { return thermal::spin_test(); });
  run("spin_test_at", [] { return thermal::spin_test_at(any); });
  run("probe_zone", [] { return probe_zone(any); });
  run("probe_zone_first", [] { return thermal::probe_zone_first(any); });
}

} // namespace truth_of::snapshot_rollback_unchanged_copy
