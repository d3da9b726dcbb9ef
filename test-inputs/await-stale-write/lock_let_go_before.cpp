// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// To take a lock is not to hold it: one function takes it only after its own
// change, the other lets it go before. Found by generated programs.
#include "coro.h"

mock::task<bool> confirm(int n);
mock::task<> record(int n);

class Cellar {
public:
  mock::task<> drink(int n) {
    auto guard = co_await lock.scoped_lock();
    const int before = bottles; // note: check
    if (co_await confirm(n))    // note: suspension
      bottles = before - n;     // expect: await-stale-write medium
  }

  mock::task<> deliver(int n) {
    bottles += n;
    co_await record(n);
    auto guard = co_await lock.scoped_lock();
    ++deliveries;
  }

private:
  mock::mutex lock;
  int bottles = 0;
  int deliveries = 0;
};

class Pantry {
public:
  mock::task<> take(int n) {
    auto guard = co_await lock.scoped_lock();
    const int before = jars;
    if (co_await confirm(n))
      jars = before - n; // ok: all hold the lock when they change it
  }

  mock::task<> fill(int n) {
    auto guard = co_await lock.scoped_lock();
    jars += n;
    guard.unlock();
    co_await record(n);
  }

private:
  mock::mutex lock;
  int jars = 0;
};
