// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_rate_limiter {
#include "test-inputs/clean/rate_limiter.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
mock::task<int> post(std::string, std::string) {
  return truth::answer<int>("post");
}
// What is shared, and seen at the end.
auto fields(RateLimiter &it) {
  return std::tie(it.per_second_, it.burst_, it.tokens_, it.refilled_);
}
auto built(truth::of<RateLimiter>) { return new RateLimiter(any, any); }
auto built(truth::of<Uploader>) { return new Uploader(part<RateLimiter>()); }
auto fields(Uploader &it) { return std::tie(it.failures_); }

TRUTH("clean/rate_limiter.cpp") {
  skip(
      "RateLimiter::admit",
      "time that one of them waits is there for the other as well, on purpose");
  skip(
      "Uploader::upload",
      "time that one of them waits is there for the other as well, on purpose");
  run("RateLimiter::admit_within",
      [] { return part<RateLimiter>().admit_within(any, any); });
}

} // namespace truth_of::clean_rate_limiter
