// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A lock that somebody ignores who can only make the check hold all the more.
// Found by generated programs.
#include "coro.h"
#include <optional>

mock::task<bool> transfer(long amount);
mock::task<bool> confirm(int id);

class Purse {
public:
  mock::task<bool> pay(long amount) {
    auto guard = co_await mutex.scoped_lock();
    if (coins < amount)
      co_return false;
    if (!co_await transfer(amount))
      co_return false;
    coins -= amount; // ok: without the lock, others only add
    co_return true;
  }

  void earn(long amount) {
    coins += amount; // ok: one step
  }

private:
  mock::mutex mutex;
  long coins = 0;
};

class Meter {
public:
  mock::task<bool> draw(long amount) {
    auto guard = co_await mutex.scoped_lock();
    if (units < amount)
      co_return false;
    if (!co_await transfer(amount))
      co_return false;
    units -= amount; // expect: await-check-then-act medium
    co_return true;
  }

  void leak(long amount) {
    units -= amount;
  }

private:
  mock::mutex mutex;
  long units = 0;
};

class Oven {
public:
  mock::task<bool> occupy(int id) {
    auto guard = co_await mutex.scoped_lock();
    if (occupied)
      co_return false;
    if (!co_await confirm(id))
      co_return false;
    occupied = true; // ok: without the lock, others only make it free
    co_return true;
  }

  void vacate() {
    occupied = false;
  }

private:
  mock::mutex mutex;
  bool occupied = false;
};

class Session {
public:
  mock::task<bool> refresh(int id) {
    auto guard = co_await mutex.scoped_lock();
    if (!alive)
      co_return false;
    if (!co_await confirm(id))
      co_return false;
    alive = true; // expect: await-check-then-act medium
    co_return true;
  }

  void end() {
    alive = false;
  }

private:
  mock::mutex mutex;
  bool alive = true;
};
