// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_health_checks {
#include "test-inputs/clean/health_checks.cpp"

// What the input only declares.
mock::task<bool> probe(std::string) { return truth::fallible<bool>("probe"); }
mock::task<std::string> forward(std::string, std::string) {
  return truth::fallible<std::string>("forward");
}
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
auto fields(Backend &it) {
  return std::tie(it.address, it.failures, it.healthy, it.in_use, it.id);
}
auto fields(Pool &it) {
  return std::tie(it.backends_, it.order_, it.last_id_, it.next_, it.errors_);
}

TRUTH("clean/health_checks.cpp") {
  skip("Pool::check_forever", "the order in which calls end decides what is "
                              "counted as healthy, on purpose");
  run("Pool::check_all", [] { return part<Pool>().check_all(); });
  skip("Pool::request", "the order in which calls end decides what is counted "
                        "as healthy, on purpose");
}

} // namespace truth_of::clean_health_checks
