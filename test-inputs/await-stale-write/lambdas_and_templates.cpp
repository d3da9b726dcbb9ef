// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plain race in lambda coroutines and in templates.
#include "coro.h"

#include <memory>
#include <string>

namespace counting {

mock::task<> reserve(int n);

struct Shelf {
  int units = 0;
};

class Warehouse {
public:
  // scenario: 20, 89
  mock::task<> add_through_lambda(int n) {
    auto add = [this](int more) -> mock::task<> {
      int seen = shelf.units;    // note: check
      co_await reserve(more);    // note: suspension
      shelf.units = seen + more; // expect: await-stale-write
    };
    co_await add(n);
  }

  // scenario: 20, 89
  mock::task<> add_through_lambda_late(int n) {
    auto add = [this](int more) -> mock::task<> {
      co_await reserve(more);
      const int seen = shelf.units;
      shelf.units = seen + more; // ok: read and written after the await
    };
    co_await add(n);
  }

private:
  Shelf shelf;
};

// scenario: 20, 88
mock::task<int> count_twice() {
  int counted = 0;
  auto count = [&counted](int n) -> mock::task<> {
    const int seen = counted; // note: check
    co_await reserve(n);      // note: suspension
    counted = seen + n;       // expect: await-stale-write
  };
  co_await mock::when_all(count(1), count(2)); // expect: await-concurrent-update
  co_return counted;
}

template <class Item> class Pool {
public:
  // scenario: 20
  mock::task<> grow(int by) {
    auto seen = size;      // note: check
    co_await allocate(by); // note: suspension
    size = seen + by;      // expect: await-stale-write
  }

private:
  mock::task<Item *> allocate(int n);
  int size = 0;
};
template class Pool<Shelf>;
template class Pool<std::string>;

// scenario: 20
template <class Counter> mock::task<> bump(Counter &counter) {
  auto seen = counter;    // note: check
  co_await mock::yield(); // note: suspension
  counter = seen + 1;     // expect: await-stale-write
}
template mock::task<> bump<long>(long &);

// scenario: 27
template <class Counter> mock::task<> bump_first(Counter &counter) {
  auto seen = counter;
  counter = seen + 1; // ok: finished before the await
  co_await mock::yield();
}
template mock::task<> bump_first<long>(long &);

} // namespace counting
