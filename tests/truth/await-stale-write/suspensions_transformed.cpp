// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_transformed {
#include "test-inputs/await-stale-write/suspensions_transformed.cpp"

// What is shared, and seen at the end.
auto fields(Sleep &it) { return std::tie(it.time); }
auto fields(IdAwaiter &it) { return std::tie(it.id); }
template <class A> auto fields(Traced<A> &it) { return std::tie(it.inner); }
auto fields(Job::promise_type &it) { return std::tie(it.id); }
auto fields(Beacon &it) { return std::tie(it.lit_); }
auto fields(Lamp &it) { return std::tie(it.hours); }

TRUTH("await-stale-write/suspensions_transformed.cpp") {
  skip("Beacon::blink",
       "marked as racy; no beginning that shows it is known yet");
  run("Beacon::mark", [] { return part<Beacon>().mark(); });
  skip("Beacon::pause", "never waits");
  run("Beacon::wait", [] { return part<Beacon>().wait(); });
  skip("burn", "marked as racy; no beginning that shows it is known yet");
  run("burn_now", [] { return burn_now(any); });
}

} // namespace truth_of::stale_write_suspensions_transformed
