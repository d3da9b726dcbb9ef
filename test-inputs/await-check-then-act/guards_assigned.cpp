// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Guards that get their lock later, or from another guard.
#include "coro.h"

#include <mutex>
#include <utility>

mock::task<int> quote(int item);

class Till {
public:
  mock::task<bool> emptied(int price) {
    co_await mutex_.lock();
    std::unique_lock<mock::mutex> guard(mutex_, std::adopt_lock);
    if (cash_ < price) // note: check
      co_return false;
    guard = {};
    co_await quote(price); // note: suspension
    cash_ -= price;        // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> handed_on(int price) {
    co_await mutex_.lock();
    std::unique_lock<mock::mutex> first(mutex_, std::adopt_lock);
    if (cash_ < price)
      co_return false;
    std::unique_lock<mock::mutex> second;
    second = std::move(first);
    co_await quote(price);
    cash_ -= price; // ok: the second guard holds what the first one took
    co_return true;
  }

  mock::task<bool> handed_on_and_let_go(int price) {
    auto second = co_await log_.scoped_lock();
    auto first = co_await mutex_.scoped_lock();
    if (cash_ < price) // note: check
      co_return false;
    second = std::move(first);
    second.unlock();
    co_await quote(price); // note: suspension
    cash_ -= price;        // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> exchanged(int price) {
    auto guard = co_await log_.scoped_lock();
    auto other = co_await mutex_.scoped_lock();
    if (cash_ < price)
      co_return false;
    guard = std::move(other);
    co_await quote(price);
    cash_ -= price; // ok: held on, by another name
    co_return true;
  }

private:
  mock::mutex mutex_;
  mock::mutex log_;
  int cash_ = 0;
};
