// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_request_metrics {
#include "test-inputs/clean/request_metrics.cpp"

// What the input only declares.
mock::task<Response> dispatch(Request) {
  return truth::fallible<Response>("dispatch");
}
// What is shared, and seen at the end.
auto fields(Request &it) { return std::tie(it.route); }
auto fields(Response &it) { return std::tie(it.status); }
auto fields(RouteMetrics &it) {
  return std::tie(it.started, it.finished, it.failed, it.in_flight,
                  it.most_in_flight, it.slowest);
}
auto fields(Metrics &it) {
  return std::tie(it.routes_, it.total_, it.busy_time_, it.last_status_);
}

TRUTH("clean/request_metrics.cpp") {
  skip("Metrics::measure", "how many run at once is what it counts");
}

} // namespace truth_of::clean_request_metrics
