// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_metrics_exporter {
#include "test-inputs/clean/metrics_exporter.cpp"

// What the input only declares.
mock::task<bool> send_samples(std::vector<Sample>) {
  return truth::fallible<bool>("send_samples");
}
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
auto fields(Histogram &it) { return std::tie(it.counts_, it.longest_); }
auto fields(Metrics &it) {
  return std::tie(it.counters_, it.times_, it.dropped_, it.in_flight_, it.peak_,
                  it.errors_, it.last_export_, it.stopped_);
}

TRUTH("clean/metrics_exporter.cpp") {
  skip("Metrics::measure", "how many run at once is what it counts");
  run("Metrics::run", [] { return part<Metrics>().run(); });
}

} // namespace truth_of::clean_metrics_exporter
