// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One copy before a retry loop, put back at each failure.
#include "coro.h"

#include <memory>
#include <stdexcept>

namespace orders {

mock::task<bool> reserve(int n);
mock::task<> report(int n); // tells nothing of failures

class Stock {
public:
  // scenario: 83
  mock::task<bool> order(int n) {
    const int before = units_; // note: check
    for (int attempt = 0; attempt < 3; ++attempt) {
      units_ -= n;
      if (co_await reserve(n)) // note: suspension
        co_return true;
      units_ = before; // expect: await-snapshot-rollback
    }
    co_return false;
  }

  // scenario: 83
  mock::task<bool> order_compensated(int n) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      units_ -= n;
      if (co_await reserve(n))
        co_return true;
      units_ += n; // ok: adds back to what is there now
    }
    co_return false;
  }

  // scenario: 83
  mock::task<bool> order_per_attempt(int n) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      const int before = units_; // note: check
      units_ -= n;
      if (co_await reserve(n)) // note: suspension
        co_return true;
      units_ = before; // expect: await-snapshot-rollback
    }
    co_return false;
  }

private:
  int units_ = 0;
};

int last_units = 0;

// scenario: 83
mock::task<> order_last(int n, int tries) {
  auto before = last_units; // note: check
  while (tries-- > 0) {
    last_units -= n;
    try {
      co_await reserve(n); // note: suspension
      co_return;
    } catch (const std::runtime_error &) {
      last_units = before; // expect: await-snapshot-rollback
    }
  }
}

// scenario: 83
mock::task<> order_last_compensated(int n, int tries) {
  while (tries-- > 0) {
    last_units -= n;
    try {
      co_await reserve(n);
      co_return;
    } catch (const std::runtime_error &) {
      last_units += n; // ok: adds back to what is there now
    }
  }
}

struct Rack {
  int slots = 10;
};

// scenario: 83
mock::task<> mount(std::shared_ptr<Rack> rack, int n) {
  const int slots = rack->slots; // note: check
  bool done = false;
  do {
    rack->slots -= n;
    done = co_await reserve(n); // note: suspension
    if (!done)
      rack->slots = slots; // expect: await-snapshot-rollback
  } while (!done);
}

// scenario: 78, 83
mock::task<> mount_trying_sizes(std::shared_ptr<Rack> rack, int n) {
  const int slots = rack->slots;
  for (int size = n; size > 0; --size) {
    rack->slots -= size;
    if (rack->slots >= 0)
      break;
    rack->slots = slots; // ok: the loop does not suspend
  }
  co_await report(n);
}

} // namespace orders
