// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A compare-and-exchange with the value that was read makes a late write safe.
#include "coro.h"

#include <atomic>
#include <memory>

namespace permits {

mock::task<> backoff();

class Permits {
public:
  // scenario: 36
  mock::task<bool> take() {
    int seen = free_.load();
    while (seen > 0) {
      co_await backoff();
      if (free_.compare_exchange_weak(seen, seen - 1)) // ok: compares with what was read
        co_return true;
    }
    co_return false;
  }

private:
  std::atomic<int> free_{8};
};

std::atomic<long> high_water{0};

// scenario: 36
mock::task<> raise_mark(long by) {
  long seen = high_water.load();
  do {
    co_await backoff();
  } while (!high_water.compare_exchange_strong(seen, seen + by)); // ok: compares with what was read
}

std::atomic<long> low_water{0};

// scenario: 12, 36
mock::task<> lower_mark(long by) {
  long seen = low_water.load(); // note: check
  co_await backoff();           // note: suspension
  low_water.store(seen - by);   // expect: await-stale-write
}

struct Slot {
  std::atomic<int> users{0};
};

// scenario: 36
mock::task<> enter(std::shared_ptr<Slot> slot) {
  int users = slot->users.load();
  for (;;) {
    co_await backoff();
    if (slot->users.compare_exchange_weak(users, users + 1)) // ok: compares with what was read
      co_return;
  }
}

} // namespace permits
