// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_late_reads {
#include "test-inputs/await-stale-write/late_reads.cpp"

namespace solar {
// What the input only declares.
mock::task<long> pulse() { return truth::answer<long>("pulse"); }
mock::task<> tick() { return truth::answer("tick"); }
// What is shared, and seen at the end.
auto fields(Panel &it) { return std::tie(it.watts, it.peak); }
} // namespace solar

TRUTH("await-stale-write/late_reads.cpp") {
  using namespace solar;
  globals(solar::roof, solar::current_cell);
  run("roll", [] { return solar::roll(any); });
  run("roll_arm", [] { return solar::roll_arm(any, any); });
  run("set_current", [] { return solar::set_current(); });
  // One panel: what another index would name is not there.
  run("set_cells", [] { return set_cells(any, std::make_shared<int>(0)); });
  run("reference_binding", [] { return solar::reference_binding(); });
  run("reference_capture",
      [] { return solar::reference_capture(part<solar::Panel>()); });
  run("reference_to_copy", [] { return solar::reference_to_copy(any); });
}

} // namespace truth_of::stale_write_late_reads
