// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The lock is let go before the suspension: what was read under it is old at the write.
#include "coro.h"

#include <memory>
#include <string>

mock::task<> notify(std::string who);
mock::task<long> quote(std::string symbol);

// scenario: 99
class Raffle {
public:
  mock::task<> draw() {
    auto guard = co_await mutex_.scoped_lock();
    const int left = tickets_; // note: check
    guard.unlock();
    co_await notify("winner"); // note: suspension
    tickets_ = left - 1;       // expect: await-stale-write
  }

  mock::task<> draw_or_wait(bool patient) {
    auto guard = co_await mutex_.scoped_lock();
    const int left = tickets_; // note: check
    if (patient)
      guard.unlock();
    co_await notify("loser"); // note: suspension
    tickets_ = left - 1;      // expect: await-stale-write
  }

private:
  mock::mutex mutex_;
  int tickets_ = 300;
};

// scenario: 99
struct Position {
  mock::mutex lock;
  long shares = 0;
};

mock::task<> buy(std::shared_ptr<Position> pos, long n) {
  long have = 0;
  {
    auto held = co_await pos->lock.scoped_lock();
    have = pos->shares; // note: check
  }
  co_await quote("ACME"); // note: suspension
  pos->shares = have + n; // expect: await-stale-write
}

// scenario: 99
mock::task<> sell(Position &pos, long n) {
  long have = 0;
  {
    auto held = co_await pos.lock.scoped_lock();
    have = pos.shares; // note: check
  }
  {
    auto held = co_await pos.lock.scoped_lock(); // note: suspension
    pos.shares = have - n;                       // expect: await-stale-write
  }
}

// scenario: 99
mock::mutex budget_mutex;
long budget = 1000;

mock::task<bool> spend(long amount) {
  {
    auto held = co_await budget_mutex.scoped_lock();
    if (budget < amount)
      co_return false;
  }
  const long price = co_await quote("PAPER");
  auto held = co_await budget_mutex.scoped_lock();
  budget -= price; // expect: await-check-then-act
  co_return true;
}

// scenario: 99
class Vault {
public:
  mock::task<bool> take(long amount) {
    auto guard = co_await mutex_.scoped_lock();
    if (gold_ < amount) // note: check
      co_return false;
    guard.unlock();
    co_await notify("guards"); // note: suspension
    gold_ -= amount;           // expect: await-check-then-act
    co_return true;
  }

private:
  mock::mutex mutex_;
  long gold_ = 50;
};

// scenario: 99
class Safe {
public:
  mock::task<> put(long amount) {
    {
      auto guard = co_await mutex_.scoped_lock();
      const long now = silver_;
      co_await notify("clerk");
      silver_ = now + amount; // ok: held so far
    }
    co_await notify("customer"); // ok: the update is done
  }

private:
  mock::mutex mutex_;
  long silver_ = 0;
};
