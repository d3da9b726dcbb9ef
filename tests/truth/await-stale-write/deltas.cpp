// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_deltas {
#include "test-inputs/await-stale-write/deltas.cpp"

namespace autoscaling {
// What the input only declares.
mock::task<> start_workers(int) { return truth::answer("start_workers"); }
mock::task<> settle() { return truth::answer("settle"); }
// What is shared, and seen at the end.
auto fields(Fleet &it) { return std::tie(it.workers_, it.spare_); }
auto fields(Budget &it) { return std::tie(it.by_team); }
} // namespace autoscaling

TRUTH("await-stale-write/deltas.cpp") {
  using namespace autoscaling;
  globals(autoscaling::tank_level);
  run("Fleet::scale_to",
      [] { return part<autoscaling::Fleet>().scale_to(any); });
  run("Fleet::scale_to_late",
      [] { return part<autoscaling::Fleet>().scale_to_late(any); });
  run("Fleet::halve", [] { return part<autoscaling::Fleet>().halve(); });
  run("Fleet::shrink", [] { return part<autoscaling::Fleet>().shrink(); });
  run("Fleet::drain", [] { return part<Fleet>().drain(); });
  run("Fleet::scale_by",
      [] { return part<autoscaling::Fleet>().scale_by(any); });
  run("Fleet::scale_to_spare",
      [] { return part<autoscaling::Fleet>().scale_to_spare(any); });
  run("refill", [] { return autoscaling::refill(any); });
  run("refill_late", [] { return autoscaling::refill_late(any); });
  run("raise_to", [] { return autoscaling::raise_to(any, any, any); });
  run("raise_by", [] { return autoscaling::raise_by(any, any, any); });
}

} // namespace truth_of::stale_write_deltas
