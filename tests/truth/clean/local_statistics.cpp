// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_local_statistics {
#include "test-inputs/clean/local_statistics.cpp"

// What the input only declares.
mock::task<std::optional<Sample>> next_sample() {
  return truth::answer<std::optional<Sample>>("next_sample");
}
mock::task<std::vector<std::string>> hosts() {
  return truth::answer<std::vector<std::string>>("hosts");
}
mock::task<double> probe(std::string) { return truth::answer<double>("probe"); }
// What is shared, and seen at the end.
auto fields(Sample &it) { return std::tie(it.host, it.load); }
auto fields(Summary &it) { return std::tie(it.lowest, it.highest, it.mean); }

TRUTH("clean/local_statistics.cpp") {
  run("summarize", [] { return summarize(any); });
  run("survey", [] { return survey(any); });
  run("busiest", [] { return busiest(any); });
  run("refine", [] { return refine(any, any); });
  run("countdown", [] { return countdown(any); });
}

} // namespace truth_of::clean_local_statistics
