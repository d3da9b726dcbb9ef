// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One race in every place that coroutines share: what is shared changes, the mistake does not.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace stock {

mock::task<> reserve(int n);

int total_units = 0;
thread_local int units_here = 0;

struct Shelf {
  struct Bin {
    int units = 0;
  } front;
};

class Warehouse {
public:
  // scenario: 20, 89
  mock::task<> add_to_nested(int n) {
    int units = shelf.front.units; // note: check
    co_await reserve(n);           // note: suspension
    shelf.front.units = units + n; // expect: await-stale-write
  }

  // scenario: 20, 89
  mock::task<> add_by_key(std::string sku, int n) {
    const int seen = by_sku[sku]; // note: check
    co_await reserve(n);          // note: suspension
    by_sku[sku] = seen + n;       // expect: await-stale-write
  }

  // scenario: 27
  mock::task<> add_by_key_first(std::string sku, int n) {
    by_sku[sku] += n; // ok: finished before the await
    co_await reserve(n);
  }

private:
  Shelf shelf;
  std::map<std::string, int> by_sku;
};

// scenario: 20, 89
mock::detached add_globally(int n) {
  int units = total_units; // note: check
  co_await mock::yield();  // note: suspension
  total_units = units + n; // expect: await-stale-write
}

// scenario: 20, 89
mock::eager_task<> add_thread_locally(int n) {
  int units = units_here; // note: check
  co_await mock::yield(); // note: suspension
  units_here = units + n; // expect: await-stale-write
}

// scenario: 20, 89
mock::task<int> next_delivery() {
  static int deliveries = 0;
  const int nth = deliveries; // note: check
  co_await reserve(nth);      // note: suspension
  deliveries = nth + 1;       // expect: await-stale-write
  co_return nth;
}

// scenario: 20, 89
mock::task<> add_to_pointee(std::shared_ptr<Shelf::Bin> bin, int n) {
  const int units = bin->units; // note: check
  co_await reserve(n);          // note: suspension
  bin->units = units + n;       // expect: await-stale-write
}

// scenario: 20, 89
mock::task<> add_by_pointer(Shelf *shelf, int n) {
  const int units = shelf->front.units; // note: check
  co_await reserve(n);                  // note: suspension
  shelf->front.units = units + n;       // expect: await-stale-write
}

// scenario: 20, 89
mock::task<> add_by_reference(int &units, int n) {
  const int seen = units; // note: check
  co_await reserve(n);    // note: suspension
  units = seen + n;       // expect: await-stale-write
}

// scenario: 20, 87
mock::task<int> add_to_own_copy(int units, int n) {
  const int seen = units;
  co_await reserve(n);
  units = seen + n; // ok: a by-value parameter belongs to this call
  co_return units;
}

} // namespace stock
