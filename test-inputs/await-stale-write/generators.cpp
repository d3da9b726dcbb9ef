// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// `co_yield` suspends like `co_await`: the consumer runs, and everybody else may.
#include "coro.h"

#include <memory>

namespace feeds {

class Sequencer {
public:
  // scenario: 34
  mock::async_generator<long> numbers(int n) {
    for (int i = 0; i < n; ++i) {
      const long seen = last_; // note: check
      co_yield seen;           // note: suspension
      last_ = seen + 1;        // expect: await-stale-write
    }
  }

  // scenario: 34
  mock::async_generator<long> numbers_first(int n) {
    for (int i = 0; i < n; ++i) {
      const long seen = last_;
      last_ = seen + 1; // ok: written before the yield
      co_yield seen;
    }
  }

private:
  long last_ = 0;
};

long published = 0;

// scenario: 34
mock::async_generator<long> publish(long step) {
  const auto at = published; // note: check
  co_yield at;               // note: suspension
  published = at + step;     // expect: await-stale-write
}

// scenario: 34
mock::async_generator<long> publish_fresh(long step) {
  co_yield step;
  published = published + step; // ok: read after the yield
}

struct Offset {
  long value = 0;
};

// scenario: 34
mock::async_generator<int> poll(std::shared_ptr<Offset> offset, int batches) {
  long at = offset->value; // note: check
  while (batches-- > 0)
    co_yield batches;     // note: suspension
  offset->value = at + 1; // expect: await-stale-write
}

// scenario: 34
mock::async_generator<int> poll_fresh(std::shared_ptr<Offset> offset, int batches) {
  while (batches-- > 0)
    co_yield batches;
  offset->value += 1; // ok: a fresh increment
}

} // namespace feeds
