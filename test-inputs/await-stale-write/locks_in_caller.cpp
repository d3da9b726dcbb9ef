// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The lock is taken by the function that calls the worker: held if all of the callers hold it.
#include "coro.h"

#include <string>

mock::task<> journal(std::string what, int n);

// scenario: 99
class Inventory {
public:
  mock::task<> reserve(int n) {
    auto g = co_await mutex_.scoped_lock();
    co_await move_locked(-n);
  }

private:
  mock::task<> move_locked(int n) {
    const int before = on_hand_;
    co_await journal("move", n);
    on_hand_ = before + n; // ok: the only caller holds mutex_
  }

  mock::mutex mutex_;
  int on_hand_ = 0;
};

// scenario: 99
class Depot {
public:
  mock::task<> arrive(int n) {
    co_await turn_.lock();
    co_await journal("arrive", n);
    co_await shift(n);
    turn_.unlock();
  }

  mock::task<> leave(int n) {
    auto held = co_await turn_.scoped_lock();
    if (buses_ >= n)
      co_await shift(-n);
  }

private:
  mock::task<> shift(int n) {
    const int now = buses_;
    co_await journal("shift", n);
    buses_ = now + n; // ok: both callers hold turn_
  }

  mock::mutex turn_;
  int buses_ = 0;
};

// scenario: 99
class Pantry {
public:
  mock::task<> put(int n) {
    auto g = co_await mutex_.scoped_lock();
    co_await change(n);
  }

  mock::task<> eat() { co_await change(-1); }

private:
  mock::task<> change(int n) {
    const int jars = jars_;      // note: check
    co_await journal("jars", n); // note: suspension
    jars_ = jars + n;            // expect: await-stale-write
  }

  mock::mutex mutex_;
  int jars_ = 0;
};

// scenario: 99
class Cellar {
public:
  mock::task<> put(int n) {
    auto g = co_await mutex_.scoped_lock();
    co_await journal("cellar", n);
    g.unlock();
    co_await change(n);
  }

private:
  mock::task<> change(int n) {
    const int kegs = kegs_;      // note: check
    co_await journal("kegs", n); // note: suspension
    kegs_ = kegs + n;            // expect: await-stale-write
  }

  mock::mutex mutex_;
  int kegs_ = 0;
};

// scenario: 99
struct Attic {
  mock::mutex mutex;
  int trunks = 0;

  mock::task<> put(int n) {
    auto g = co_await mutex.scoped_lock();
    co_await change(n);
  }

  mock::task<> change(int n) {
    const int seen = trunks;       // note: check
    co_await journal("trunks", n); // note: suspension
    trunks = seen + n;             // expect: await-stale-write
  }
};
