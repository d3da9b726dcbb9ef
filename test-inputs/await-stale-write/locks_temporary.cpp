// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A guard that nobody keeps dies at the end of its statement: the lock protects nothing.
#include "coro.h"

#include <map>
#include <string>
#include <tuple>

mock::task<int> ask_printer();

// scenario: 53, 99
class PrintQueue {
public:
  mock::task<> submit() {
    co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    const int depth = depth_; // note: check
    co_await ask_printer();   // note: suspension
    depth_ = depth + 1;       // expect: await-stale-write
  }

  mock::task<> drop_one() {
    (void)co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    if (depth_ > 0) {         // note: check
      co_await ask_printer(); // note: suspension
      --depth_;               // expect: await-check-then-act
    }
  }

  mock::task<> submit_many(int n) {
    std::ignore = co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    const auto depth = depth_; // note: check
    co_await ask_printer();    // note: suspension
    depth_ = depth + n;        // expect: await-stale-write
  }

private:
  mock::mutex mutex_;
  int depth_ = 0;
};

// scenario: 53, 99
static mock::mutex pages_mutex;
static std::map<std::string, long> pages;

mock::task<> count_page(std::string user) {
  static_cast<void>(co_await pages_mutex.scoped_lock()); // expect: await-unheld-lock
  const long printed = pages[user]; // note: check
  co_await ask_printer();           // note: suspension
  pages[user] = printed + 1;        // expect: await-stale-write
}

// scenario: 53, 99
struct Tray {
  mock::mutex m;
  int sheets = 250;
};

mock::task<> pull(Tray &tray) {
  const bool owned = (co_await tray.m.scoped_lock()).owns_lock();
  const int before = tray.sheets; // note: check
  co_await ask_printer();         // note: suspension
  tray.sheets = before - owned;   // expect: await-stale-write
}

// scenario: 99
class Stapler {
public:
  mock::task<> staple() {
    auto _ = co_await mutex_.scoped_lock();
    const int left = staples_;
    co_await ask_printer();
    staples_ = left - 1; // ok: a name of one underscore is a name
  }

  mock::task<> refill() {
    const auto &held = co_await mutex_.scoped_lock();
    const int left = staples_;
    co_await ask_printer();
    staples_ = left + 1000; // ok: bound to a reference, so it lives on
    (void)held;
  }

private:
  mock::mutex mutex_;
  int staples_ = 1000;
};
