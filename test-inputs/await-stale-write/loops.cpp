// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Snapshots that live through the iterations of a loop.
#include "coro.h"

#include <memory>
#include <vector>

namespace payroll {

mock::task<> post(long amount);
mock::async_generator<long> payments();

class Fund {
public:
  // scenario: 31
  mock::task<> spread(std::vector<long> parts) {
    long carried = balance_;
    for (long part : parts) {
      balance_ = carried + part; // expect: await-stale-write
      carried = balance_;        // note: check
      co_await post(part);       // note: suspension
    }
  }

  // scenario: 32
  mock::task<> spread_fresh(std::vector<long> parts) {
    for (long part : parts) {
      const long now = balance_;
      balance_ = now + part; // ok: every iteration reads again
      co_await post(part);
    }
  }

  // scenario: 33
  mock::task<> collect() {
    auto gen = payments();
    const long opening = balance_;       // note: check
    while (auto p = co_await gen.next()) // note: suspension
      balance_ = opening + *p;           // expect: await-stale-write
  }

  // scenario: 33
  mock::task<> collect_fresh() {
    auto gen = payments();
    while (auto p = co_await gen.next())
      balance_ = balance_ + *p; // ok: read after the await of the condition
  }

private:
  long balance_ = 0;
};

long queue_depth = 0;

// scenario: 31
mock::task<> pump(int rounds) {
  auto depth = queue_depth;
  for (int i = 0; i < rounds; ++i) {
    queue_depth = depth - 1; // expect: await-stale-write
    depth = queue_depth;     // note: check
    co_await mock::yield();  // note: suspension
  }
}

// scenario: 32
mock::task<> pump_fresh(int rounds) {
  while (rounds-- > 0) {
    queue_depth = queue_depth - 1; // ok: every iteration reads again
    co_await mock::yield();
  }
}

struct Progress {
  long done = 0;
};

// scenario: 31
mock::task<> copy_blocks(std::shared_ptr<Progress> progress, int blocks) {
  long done = progress->done;
  do {
    co_await post(blocks);     // note: suspension
    progress->done = done + 1; // expect: await-stale-write
    done = progress->done;
  } while (--blocks > 0);
}

// scenario: 33
mock::task<> tally(Progress &progress) {
  const auto start = progress.done; // note: check
  auto gen = payments();
  for (auto p = co_await gen.next(); p; p = co_await gen.next())
    progress.done = start + *p; // expect: await-stale-write
}

// scenario: 33
mock::task<> tally_fresh(Progress &progress) {
  auto gen = payments();
  while (auto p = co_await gen.next())
    progress.done += *p; // ok: read after the await of the condition
}

} // namespace payroll
