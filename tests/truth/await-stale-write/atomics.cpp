// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_atomics {
#include "test-inputs/await-stale-write/atomics.cpp"

namespace gauges {
// What the input only declares.
mock::task<int> arrivals() { return truth::answer<int>("arrivals"); }
mock::task<> backoff() { return truth::answer("backoff"); }
// What is shared, and seen at the end.
auto fields(Gate &it) { return std::tie(it.inside_); }
auto fields(Hall &it) { return std::tie(it.seats); }
} // namespace gauges

TRUTH("await-stale-write/atomics.cpp") {
  using namespace gauges;
  globals(gauges::visitors);
  run("Gate::admit", [] { return part<gauges::Gate>().admit(); });
  run("Gate::admit_explicit",
      [] { return part<gauges::Gate>().admit_explicit(); });
  run("Gate::admit_in_one_step",
      [] { return part<gauges::Gate>().admit_in_one_step(); });
  run("Gate::admit_swapped",
      [] { return part<gauges::Gate>().admit_swapped(); });
  run("Gate::admit_in_steps",
      [] { return part<gauges::Gate>().admit_in_steps(); });
  run("count_visitors", [] { return gauges::count_visitors(); });
  run("count_visitors_in_one_step",
      [] { return gauges::count_visitors_in_one_step(); });
  run("release_seats", [] { return gauges::release_seats(any); });
  run("release_seats_in_one_step",
      [] { return gauges::release_seats_in_one_step(any); });
}

} // namespace truth_of::stale_write_atomics
