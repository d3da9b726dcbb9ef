// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A lock protects a place only from writers that take it too.
#include "coro.h"

#include <atomic>
#include <memory>
#include <string>

mock::task<bool> settle(long amount);

class Account {
public:
  explicit Account(long start) { balance_ = start; } // ok: nobody else has it yet

  mock::task<> deposit(long amount) {
    auto guard = co_await lock_.scoped_lock();
    const long had = balance_;
    co_await settle(amount);
    balance_ = had + amount; // ok: the one who does not take the lock is reported
  }

  mock::task<bool> withdraw(long amount) {
    auto guard = co_await lock_.scoped_lock();
    if (balance_ < amount)
      co_return false;
    co_await settle(-amount);
    balance_ -= amount; // ok
    touched_ = true;
    ++moves_;
    co_return true;
  }

  mock::task<> add_interest() {
    auto guard = co_await lock_.scoped_lock();
    co_await credit(balance_ / 100);
    touched_ = true;
    ++moves_;
  }

  void reset() {
    balance_ = 0; // expect: await-unheld-lock medium
    ++moves_;
  }

private:
  mock::task<> credit(long amount) {
    balance_ += amount; // ok: the only caller holds the lock
    co_await settle(amount);
  }

  mock::mutex lock_;
  long balance_ = 0;
  bool touched_ = false;
  std::atomic<long> moves_ = 0;
};

static mock::mutex stock_lock;
static long stock = 0;

mock::task<> receive(long n) {
  auto held = co_await stock_lock.scoped_lock();
  const long had = stock;
  co_await settle(n);
  stock = had + n; // ok
}

mock::task<> ship(long n) {
  co_await stock_lock.lock();
  const long had = stock;
  co_await settle(n);
  stock = had - n; // ok
  stock_lock.unlock();
}

mock::task<> recount(long counted) {
  co_await settle(0);
  stock = counted; // expect: await-unheld-lock medium
}

// Only the writers that hold it suspend under it; nothing is ever in between.
class Tally {
public:
  mock::task<> up() {
    {
      auto g = co_await lock_.scoped_lock();
      ++n_;
    }
    co_await settle(1);
  }
  mock::task<> down() {
    {
      auto g = co_await lock_.scoped_lock();
      --n_;
    }
    co_await settle(-1);
  }
  void clear() { n_ = 0; } // expect: await-unheld-lock low

private:
  mock::mutex lock_;
  long n_ = 0;
};

// A guard as proof, and a helper that only locked functions call.
struct Shop {
  mock::mutex lock;
  int open = 0;
};

void set_open(Shop &shop, int n, const mock::mutex::guard &) {
  shop.open = n; // ok: the caller proves that it holds the lock
}

mock::task<> open_one(Shop &shop) {
  auto g = co_await shop.lock.scoped_lock();
  const int n = shop.open;
  co_await settle(1);
  shop.open = n + 1;
}

mock::task<> close_one(Shop &shop) {
  auto g = co_await shop.lock.scoped_lock();
  const int n = shop.open;
  co_await settle(-1);
  shop.open = n - 1;
}

std::shared_ptr<Shop> make_shop() {
  auto shop = std::make_shared<Shop>();
  shop->open = 3; // ok: not handed out yet
  return shop;
}
