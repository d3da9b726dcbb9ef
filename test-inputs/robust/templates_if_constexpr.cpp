// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A suspension that only some of the instantiations have.
#include "coro.h"

#include <type_traits>

mock::task<> settle();

// scenario: 103
template <bool Slow> struct Ring {
  int head = 0;

  mock::task<> turn() {
    const int at = head; // note: check
    if constexpr (Slow)
      co_await mock::yield(); // note: suspension
    head = at + 1;            // expect: await-stale-write
    co_return;
  }
};

template <bool Slow> struct Wheel {
  int angle = 0;

  mock::task<> turn() {
    const int at = angle;
    if constexpr (Slow)
      co_await mock::yield();
    angle = at + 1; // ok: instantiated only without the suspension
    co_return;
  }
};

template struct Ring<true>;
template struct Ring<false>;
template struct Wheel<false>;

struct Durable {};
struct Volatile {};

// scenario: 103
template <class Policy> mock::task<> add(long &sum, long n) {
  const long before = sum; // note: check
  if constexpr (std::is_same_v<Policy, Durable>)
    co_await settle(); // note: suspension
  sum = before + n;    // expect: await-stale-write
  co_return;
}

mock::task<> add_both(long &fast, long &durable) {
  co_await add<Volatile>(fast, 1);
  co_await add<Durable>(durable, 2);
}
