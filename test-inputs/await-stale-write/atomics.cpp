// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Atomics make each access whole; a load before the await and a store after it still lose updates.
#include "coro.h"

#include <atomic>
#include <memory>

namespace gauges {

mock::task<int> arrivals();
mock::task<> backoff();

class Gate {
public:
  // scenario: 12
  mock::task<> admit() {
    inside_ = inside_ + co_await arrivals(); // expect: await-stale-write // note: check
  }

  // scenario: 12
  mock::task<> admit_explicit() {
    inside_.store(inside_.load() + co_await arrivals()); // expect: await-stale-write // note: check
  }

  // scenario: 12
  mock::task<> admit_in_one_step() {
    inside_.fetch_add(co_await arrivals()); // ok: one atomic addition after the await
  }

  // scenario: 12
  mock::task<> admit_swapped() {
    inside_.store(co_await arrivals() + inside_.load()); // ok: clang awaits first
  }

  // scenario: 12, 20
  mock::task<> admit_in_steps() {
    const int now = inside_.load(std::memory_order_acquire); // note: check
    const int more = co_await arrivals();                    // note: suspension
    inside_.store(now + more, std::memory_order_release);    // expect: await-stale-write
  }

private:
  std::atomic<int> inside_{0};
};

std::atomic<long> visitors{0};

// scenario: 12
mock::task<> count_visitors() {
  visitors = visitors +           // expect: await-stale-write // note: check
             co_await arrivals(); // note: suspension
}

// scenario: 12
mock::task<> count_visitors_in_one_step() {
  visitors.fetch_add(co_await arrivals()); // ok: one atomic addition after the await
}

struct Hall {
  std::atomic<int> seats{100};
};

// scenario: 12
mock::task<> release_seats(std::shared_ptr<Hall> hall) {
  hall->seats.store(hall->seats + co_await arrivals()); // expect: await-stale-write
}

// scenario: 12
mock::task<> release_seats_in_one_step(std::shared_ptr<Hall> hall) {
  hall->seats.fetch_add(co_await arrivals()); // ok: one atomic addition after the await
}

} // namespace gauges
