// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_branches {
#include "test-inputs/await-stale-write/branches.cpp"

namespace energy {
// What the input only declares.
mock::task<> calibrate() { return truth::answer("calibrate"); }
mock::task<> flush() { return truth::answer("flush"); }
// What is shared, and seen at the end.
auto fields(Battery &it) { return std::tie(it.level_); }
auto fields(Panel &it) { return std::tie(it.watts); }
} // namespace energy

TRUTH("await-stale-write/branches.cpp") {
  using namespace energy;
  globals(energy::grid_demand);
  run("Battery::charge", [] { return part<energy::Battery>().charge(any); });
  run("Battery::top_up", [] { return part<energy::Battery>().top_up(any); });
  run("Battery::trickle", [] { return part<energy::Battery>().trickle(any); });
  run("Battery::boost", [] { return part<energy::Battery>().boost(any); });
  run("Battery::swap_cells",
      [] { return part<energy::Battery>().swap_cells(any); });
  run("raise_demand", [] { return energy::raise_demand(any); });
  run("lower_demand", [] { return energy::lower_demand(any); });
  run("tilt", [] { return energy::tilt(any, any); });
  run("shade", [] { return energy::shade(any, any); });
}

} // namespace truth_of::stale_write_branches
