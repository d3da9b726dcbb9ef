// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 2 done right: idempotent sets, a mutex, one consumer, versions, compare-and-swap.
#include "coro.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <string>

using AccountId = std::string;

mock::task<long> call(std::string contract, std::string method);

// scenario: 60, 105
class Directory {
public:
  mock::task<> set_owner(std::string name, AccountId owner) {
    const long block = co_await call("clock", "height");
    owners_[name] = owner; // ok: from the parameters only
    changed_at_ = block;   // ok: from the awaited value only
  }

private:
  std::map<std::string, AccountId> owners_;
  long changed_at_ = 0;
};

// scenario: 99
class Exchange {
public:
  mock::task<> trade(long amount) {
    auto turn = co_await turns_.scoped_lock();
    const long before = volume_;
    const long price = co_await call("oracle", "price");
    volume_ = before + amount * price; // ok: under the lock since the read
  }

private:
  mock::mutex turns_;
  long volume_ = 0;
};

class Clearing {
public:
  Clearing() { mock::spawn(consume()); }

  void submit(AccountId to, long amount) {
    orders_.push_back({std::move(to), amount});
    arrived_.notify_one();
  }

private:
  struct Order {
    AccountId to;
    long amount;
  };

  mock::task<> consume() {
    for (;;) {
      while (orders_.empty())
        co_await arrived_.wait();
      const Order order = orders_.front();
      orders_.pop_front();
      const long held = balances_[order.to];
      const long fee = co_await call("fees", order.to);
      balances_[order.to] = held + order.amount - fee; // expect: await-stale-write low
    }
  }

  std::deque<Order> orders_;
  mock::condition_variable arrived_;
  std::map<AccountId, long> balances_;
};

// scenario: 35
class RateTable {
public:
  mock::task<> adjust() {
    for (;;) {
      const auto seen = version_;
      const long rate = rate_;
      const long market = co_await call("oracle", "rate");
      if (version_ != seen)
        continue;
      rate_ = (rate + market) / 2; // ok: nothing has changed since the read
      ++version_;
      co_return;
    }
  }

private:
  unsigned version_ = 0;
  long rate_ = 100;
};

// scenario: 36
static std::atomic<long> supply{0};

mock::task<> inflate() {
  long seen = supply.load();
  const long percent = co_await call("policy", "inflation");
  while (!supply.compare_exchange_weak(seen, seen + seen * percent / 100)) // ok: compares first
    ;
}

mock::task<bool> inflate_once() {
  long expected = supply.load();
  const long percent = co_await call("policy", "inflation");
  co_return supply.compare_exchange_strong(expected, expected * (100 + percent) / 100); // ok: same
}

// The newest of the answers wins, whatever their order.
struct Head {
  long height = 0;
};

mock::task<> follow(std::shared_ptr<Head> head, std::string node) {
  const long height = co_await call(node, "height");
  if (height > head->height)
    head->height = height; // ok: compared after the await
}
