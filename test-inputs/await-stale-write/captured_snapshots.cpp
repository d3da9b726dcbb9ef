// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The stale value waits in a lambda's init-capture.
#include "coro.h"

namespace statistics {

mock::task<> tick();

class Cache {
public:
  // scenario: 28
  mock::task<> through_a_capture(long by) {
    auto plus = [seen = hits_](long n) { return seen + n; }; // note: check
    co_await tick();                                         // note: suspension
    hits_ = plus(by);                                        // expect: await-stale-write
  }

  // scenario: 28
  mock::task<> through_this_capture(long by) {
    auto plus = [this](long n) { return hits_ + n; };
    co_await tick();
    hits_ = plus(by); // ok: the lambda reads when it is called
  }

private:
  long hits_ = 0;
};

// scenario: 28
mock::task<> reference_through_a_capture(long &hits) {
  auto next = [was = hits] { return was + 1; };
  co_await tick();
  hits = next(); // expect: await-stale-write
}

// scenario: 28
mock::task<> reference_through_a_late_capture(long &hits) {
  co_await tick();
  auto next = [was = hits] { return was + 1; };
  hits = next(); // ok: captured after the await
}

} // namespace statistics
