// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A helper of the class takes the lock and runs what it is given.
#include "coro.h"
#include <string>

mock::task<> save(const std::string &text);

class Notes {
public:
  mock::task<> append(std::string text) {
    auto guard = co_await lock_.scoped_lock();
    auto changed = text_ + text;
    co_await save(changed);
    text_ = changed; // ok: clear() runs under the lock, too
  }

  mock::task<> clear() {
    co_await locked([&]() -> mock::task<> {
      co_await save("");
      text_ = "";
    });
  }

private:
  template <class F> mock::task<> locked(F work) {
    auto guard = co_await lock_.scoped_lock();
    co_await work();
  }
  mock::mutex lock_;
  std::string text_;
};

class Diary {
public:
  mock::task<> append(std::string text) {
    auto guard = co_await lock_.scoped_lock();
    auto changed = text_ + text;
    co_await save(changed);
    text_ = changed; // expect: await-stale-write medium
  }

  mock::task<> clear() {
    co_await counted([&]() -> mock::task<> {
      co_await save("");
      text_ = ""; // note: writer
    });
  }

private:
  template <class F> mock::task<> counted(F work) {
    ++runs_;
    co_await work();
  }
  mock::mutex lock_;
  int runs_ = 0;
  std::string text_;
};

/// The lock is held where the value is computed, but others do not take it.
class Board {
public:
  mock::task<> append(std::string text) {
    co_await locked([&]() -> mock::task<> {
      auto changed = text_ + text;
      co_await save(changed);
      text_ = changed; // expect: await-stale-write medium
    });
  }

  void wipe() { text_ = ""; } // note: writer

private:
  template <class F> mock::task<> locked(F work) {
    auto guard = co_await lock_.scoped_lock();
    co_await work();
  }
  mock::mutex lock_;
  std::string text_;
};

/// Another lock is held in the helper.
class Wall {
public:
  mock::task<> append(std::string text) {
    auto guard = co_await lock_.scoped_lock();
    auto changed = text_ + text;
    co_await save(changed);
    text_ = changed; // expect: await-stale-write medium
  }

  mock::task<> clear() {
    co_await locked([&]() -> mock::task<> {
      co_await save("");
      text_ = ""; // note: writer
    });
  }

private:
  template <class F> mock::task<> locked(F work) {
    auto guard = co_await other_.scoped_lock();
    co_await work();
  }
  mock::mutex lock_, other_;
  std::string text_;
};
