// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_threads_shared {
#include "test-inputs/await-stale-write/locks_threads_shared.cpp"

namespace counters {
// What the input only declares.
mock::task<> flush() { return truth::answer("flush"); }
// What is shared, and seen at the end.
auto fields(Page &it) { return std::tie(it.mutex, it.hits); }
auto fields(Entry &it) { return std::tie(it.mutex, it.hits); }
} // namespace counters

TRUTH("await-stale-write/locks_threads_shared.cpp") {
  using namespace counters;
  globals(counters::mutex, counters::counter, counters::other_mutex,
          counters::other_counter);
  skip("count_held",
       "a lock between threads, which one thread cannot take twice");
  run("count_released", [] { return counters::count_released(); });
  run("hit_held", [] { return counters::hit_held(any); });
  run("hit_in_two_steps", [] { return counters::hit_in_two_steps(any); });
}

} // namespace truth_of::stale_write_locks_threads_shared
