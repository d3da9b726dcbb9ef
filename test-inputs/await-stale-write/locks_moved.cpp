// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A guard that changes hands: still held while its new owner lives, released with it.
#include "coro.h"

#include <utility>

mock::task<> print_label(int n);

// scenario: 99
class Shelf {
public:
  mock::task<> restock(int n) {
    auto first = co_await mutex_.scoped_lock();
    const int had = stock_;
    auto kept = std::move(first);
    co_await print_label(n);
    stock_ = had + n; // ok: the guard lives on in kept
  }

  mock::task<> recount() {
    auto lease = Lease{co_await mutex_.scoped_lock(), 7};
    const int had = stock_;
    co_await print_label(lease.clerk);
    stock_ = had - 1; // ok: the guard is a member of lease
  }

private:
  struct Lease {
    mock::mutex::guard guard;
    int clerk;
  };
  mock::mutex mutex_;
  int stock_ = 0;
};

// scenario: 99
class Bin {
public:
  mock::task<> empty_one() {
    auto outer = co_await mutex_.scoped_lock();
    const int had = parts_; // note: check
    {
      auto inner = std::move(outer);
      (void)inner;
    }
    co_await print_label(had); // note: suspension
    parts_ = had - 1;          // expect: await-stale-write
  }

private:
  mock::mutex mutex_;
  int parts_ = 40;
};

// scenario: 99
struct Crate {
  mock::mutex mutex;
  int bottles = 24;
};

mock::task<> drink(Crate &crate) {
  auto g = co_await crate.mutex.scoped_lock();
  const int had = crate.bottles; // note: check
  auto other = std::move(g);
  other.unlock();
  co_await print_label(had); // note: suspension
  crate.bottles = had - 1;   // expect: await-stale-write
}

// scenario: 99
class Ledger {
public:
  mock::task<> enter(long amount) {
    auto turn = co_await my_turn();
    const long sum = sum_;
    co_await print_label(1);
    sum_ = sum + amount; // ok: my_turn gives the guard of turns_
  }

  mock::task<> cancel(long amount) {
    auto turn = co_await my_turn();
    const long sum = sum_;
    co_await print_label(2);
    sum_ = sum - amount; // ok: the same guard
  }

private:
  mock::task<mock::mutex::guard> my_turn() { co_return co_await turns_.scoped_lock(); }

  mock::mutex turns_;
  long sum_ = 0;
};
