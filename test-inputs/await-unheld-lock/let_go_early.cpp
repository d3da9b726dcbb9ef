// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Read under the lock, changed when it has been let go. Where a suspension lies between, it is a race of
// this coroutine, and the race is reported at the change; without one, others who hold the lock over
// their own suspension lose what is written here.
#include "coro.h"

#include <memory>
#include <mutex>
#include <string>

mock::task<bool> charge(long cents);
mock::task<> log(std::string what);

// scenario: 99
class Meter {
public:
  mock::task<> bill() {
    auto guard = co_await lock_.scoped_lock();
    const long units = units_;
    if (co_await charge(units))
      units_ = 0; // ok: locked from the read to the write
  }

  mock::task<> read_out(long seen) {
    long before = 0;
    {
      auto guard = co_await lock_.scoped_lock();
      before = units_;
    }
    units_ = before + seen; // expect: await-unheld-lock medium
    co_await log("read");
  }

  mock::task<> correct(long by) {
    auto guard = co_await lock_.scoped_lock();
    const long before = units_;
    guard.unlock();
    units_ = before - by; // expect: await-unheld-lock medium
    co_await log("corrected");
  }

  mock::task<> replace(long by) {
    {
      auto guard = co_await lock_.scoped_lock();
      units_ = units_ + by; // ok: done under the lock
    }
    co_await log("replaced");
  }

private:
  mock::mutex lock_;
  long units_ = 0;
};

// scenario: 99
struct Tab {
  mock::mutex lock;
  long total = 0;
};

mock::task<> settle(std::shared_ptr<Tab> tab) {
  auto held = co_await tab->lock.scoped_lock();
  const long total = tab->total;
  co_await charge(total);
  tab->total -= total; // ok: held
}

mock::task<bool> refund(std::shared_ptr<Tab> tab, long cents) {
  co_await tab->lock.lock();
  const bool enough = tab->total >= cents;
  tab->lock.unlock();
  if (!enough)
    co_return false;
  tab->total -= cents; // expect: await-unheld-lock medium
  co_await log("refund");
  co_return true;
}

mock::task<bool> refund_again(std::shared_ptr<Tab> tab, long cents) {
  {
    auto held = co_await tab->lock.scoped_lock();
    if (tab->total < cents) // note: check
      co_return false;
  }
  co_await log("refund"); // note: suspension
  auto held = co_await tab->lock.scoped_lock();
  tab->total -= cents; // expect: await-check-then-act
  co_return true;
}

// A mutex between threads, and no suspension near it: threads are another check's subject.
// scenario: 100
class Gauge {
public:
  mock::task<> sample(long value) {
    long old = 0;
    {
      std::lock_guard hold(mutex_);
      old = level_;
    }
    level_ = old + value; // expect: await-unheld-lock low
    co_await log("sample");
  }

private:
  std::mutex mutex_;
  long level_ = 0;
};
