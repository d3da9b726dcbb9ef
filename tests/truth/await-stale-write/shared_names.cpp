// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_shared_names {
#include "test-inputs/await-stale-write/shared_names.cpp"

// What the input only declares.
mock::task<int> poll() { return truth::answer<int>("poll"); }
void show(int) {}
// What is shared, and seen at the end.
auto fields(Meter &it) { return std::tie(it.total); }

TRUTH("await-stale-write/shared_names.cpp") {
  globals(level, pulses);
  run("Meter::update", [] { return part<Meter>().update(); });
  run("Meter::update_outer", [] { return part<Meter>().update_outer(); });
  run("Meter::update_shadowed", [] { return part<Meter>().update_shadowed(); });
  run("raise", [] { return raise(); });
  run("raise_stale", [] { return raise_stale(); });
  run("pulse", [] { return pulse(); });
  skip("pulse_in_one_step", "more schedules than can be run");
}

} // namespace truth_of::stale_write_shared_names
