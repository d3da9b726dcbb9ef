// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A lazy task is given a copy of the state when it is made, and writes back
// what it computed from it when it runs.
#include "coro.h"

#include <memory>
#include <utility>

mock::task<long> interest(long amount);
mock::task<> notify();

class Deposit {
public:
  // scenario: 101
  mock::task<> year_end() {
    const long amount = amount_;   // note: check
    auto booking = book(amount);
    co_await notify();             // note: suspension
    co_await std::move(booking);   // expect: await-stale-write medium
  }

  // scenario: 101
  mock::task<> year_end_at_once() {
    auto booking = book(amount_);  // note: check
    co_await notify();             // note: suspension
    co_await booking;              // expect: await-stale-write medium
  }

  mock::task<> year_end_added() {
    auto booking = add_interest();
    co_await notify();
    co_await booking; // ok: reads when it runs
  }

private:
  mock::task<> book(long amount) {
    amount_ = amount + amount / 50;
    co_return;
  }
  mock::task<> add_interest() {
    amount_ += amount_ / 50;
    co_return;
  }

  long amount_ = 0;
};

struct Fund {
  long shares = 0;
};

mock::task<> set_shares(std::shared_ptr<Fund> fund, long shares) {
  fund->shares = shares;
  co_return;
}

// scenario: 101
mock::task<> split(std::shared_ptr<Fund> fund) {
  auto doubled = set_shares(fund, fund->shares * 2); // note: check
  co_await notify();                                 // note: suspension
  co_await std::move(doubled);                       // expect: await-stale-write medium
}
