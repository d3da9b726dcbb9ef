// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_two_mutexes {
#include "test-inputs/await-stale-write/locks_two_mutexes.cpp"

// What the input only declares.
mock::task<> ship(int) { return truth::answer("ship"); }
// What is shared, and seen at the end.
auto fields(Warehouse &it) {
  return std::tie(it.read_mutex_, it.write_mutex_, it.boxes_);
}
auto fields(Dock &it) { return std::tie(it.in, it.out, it.pallets); }
auto fields(Yard &it) { return std::tie(it.gate_a_, it.gate_b_, it.trucks_); }
auto fields(Ramp &it) { return std::tie(it.power_, it.slope_, it.angle_); }

TRUTH("await-stale-write/locks_two_mutexes.cpp") {
  run("Warehouse::pick", [] { return part<Warehouse>().pick(any); });
  run("load", [] { return load(part<Dock>(), any); });
  run("Yard::arrive", [] { return part<Yard>().arrive(); });
  run("Yard::depart", [] { return part<Yard>().depart(); });
  run("Ramp::lower", [] { return part<Ramp>().lower(any); });
  run("Ramp::raise", [] { return part<Ramp>().raise(any); });
}

} // namespace truth_of::stale_write_locks_two_mutexes
