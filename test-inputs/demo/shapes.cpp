// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The shapes that docs/architecture.md shows: a lock, a handler, and a
// continuation.
#include "coro.h"

mock::task<long> fetch();
mock::future<long> request();

class Meter {
public:
  mock::task<> locked() {
    auto guard = co_await mutex.scoped_lock();
    const long before = power;
    power = before + co_await fetch(); // ok: the lock is held throughout
  }

  mock::task<> restored() {
    const long before = energy; // note: check
    try {
      energy += 1;
      co_await fetch(); // note: suspension
    } catch (...) {
      energy = before; // expect: await-snapshot-rollback
    }
  }

  void continued() {
    const long before = voltage;               // note: check
    request().then([this, before](long more) { // note: suspension
      voltage = before + more;                 // expect: await-stale-write
      return more;
    });
  }

private:
  mock::mutex mutex;
  long power = 0, energy = 0, voltage = 0;
};
