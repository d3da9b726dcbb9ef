// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the body of a waiting loop does to help is right whatever is there; the
// loop looks again before what follows it.
// scenario: 54, 55
#include "coro.h"
#include <utility>
#include <vector>

mock::task<> tick();
mock::task<> ship(const std::vector<int> &parcels);

class Bucket {
public:
  mock::task<> take() {
    while (tokens == 0) {
      co_await tick();
      refill(); // expect: await-check-then-act low
    }
    --tokens; // ok: the loop looked again
  }
  mock::task<> fill() {
    while (tokens < cap) {
      co_await tick();
      ++tokens; // expect: await-check-then-act
    }
  }
  mock::task<> note_peak(int seen) {
    int level = seen + peak;
    co_await tick();
    peak = level > peak ? level : peak; // missed: await-stale-write the sum is of the old peak
  }

private:
  void refill() { tokens = tokens + 2 > cap ? cap : tokens + 2; }
  int tokens = 0, cap = 9, peak = 0;
};

class Depot {
public:
  mock::task<> collect() {
    if (parcels.empty())
      co_return;
    co_await tick();
    std::vector<int> mine;
    std::swap(mine, parcels); // expect: await-check-then-act low
    co_await ship(mine);
  }
  mock::task<> collect_last() {
    if (parcels.empty())
      co_return;
    co_await tick();
    parcels.pop_back(); // expect: await-check-then-act
  }

private:
  std::vector<int> parcels;
};
