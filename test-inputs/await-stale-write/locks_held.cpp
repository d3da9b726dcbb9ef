// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A mutex guard that lives over the read, the suspension and the write: nothing to report.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

mock::task<> audit(std::string what);
mock::task<bool> confirm(int seats);

// scenario: 99
class SeatPlan {
public:
  mock::task<bool> book(int wanted) {
    auto guard = co_await lock_.scoped_lock();
    const int left = free_;
    if (left < wanted)
      co_return false;
    if (!co_await confirm(wanted))
      co_return false;
    free_ = left - wanted; // ok: lock_ is held from the read to the write
    co_return true;
  }

  mock::task<> give_back(int n) {
    auto guard = co_await lock_.scoped_lock();
    free_ += n;
  }

  int free() const { return free_; }

private:
  mock::mutex lock_;
  int free_ = 120;
};

// scenario: 99
static mock::mutex tariff_mutex;
static long tariff_revision = 0;

mock::task<> revise_tariff() {
  [[maybe_unused]] const auto held = co_await tariff_mutex.scoped_lock();
  const long seen = tariff_revision;
  co_await audit("tariff");
  tariff_revision = seen + 1; // ok: held
}

// scenario: 99
struct Wallet {
  mock::mutex gate;
  long coins = 0;
};

mock::task<> top_up(std::shared_ptr<Wallet> w, long extra) {
  auto unit = co_await w->gate.scoped_lock();
  const auto had = w->coins;
  co_await audit("top up");
  w->coins = had + extra; // ok: the wallet's own lock
}

// scenario: 99
class Accounts {
public:
  mock::task<> credit(std::string user, long amount) {
    auto mine = co_await locks_[user].scoped_lock();
    const long now = balances_[user];
    co_await audit(user);
    balances_[user] = now + amount; // ok: one mutex for each user, and this is the user's
  }

private:
  std::map<std::string, mock::mutex> locks_;
  std::map<std::string, long> balances_;
};

// scenario: 99
struct Turnstile {
  mock::mutex mtx;
  int passed = 0;
};

mock::task<> pass(Turnstile &t) {
  if (auto g = co_await t.mtx.scoped_lock(); t.passed < 500) {
    const int n = t.passed;
    co_await audit("pass");
    t.passed = n + 1; // ok: the guard lives to the end of the if statement
  }
}

mock::task<> pass_group(Turnstile &t, int people) {
  auto &&g = co_await t.mtx.scoped_lock();
  const int n = t.passed;
  co_await audit("group");
  t.passed = n + people; // ok: the reference keeps the guard alive
  (void)g;
}

mock::task<> pass_late(Turnstile &t) {
  co_await audit("late");
  {
    auto g = co_await t.mtx.scoped_lock();
    const int n = t.passed;
    co_await audit("counted");
    t.passed = n + 1; // ok: all three are inside the scope of the guard
  }
  co_await audit("done");
}
