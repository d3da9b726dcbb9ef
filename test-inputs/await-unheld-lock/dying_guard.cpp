// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A guard that nothing keeps: the lock is free again at the semicolon.
#include "coro.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

mock::task<> publish(std::string page);
mock::task<bool> pay(long amount);

// scenario: 53
class Wiki {
public:
  mock::task<> save(std::string text) {
    co_await lock_.scoped_lock(); // expect: await-unheld-lock
    text_ = std::move(text);
    co_await publish(text_);
  }

  mock::task<> save_all(std::map<std::string, std::string> pages) {
    for (auto &[name, text] : pages)
      co_await lock_.scoped_lock(); // expect: await-unheld-lock
    co_await publish("index");
  }

  mock::task<> save_kept(std::string text) {
    auto guard = co_await lock_.scoped_lock();
    text_ = std::move(text);
    co_await publish(text_); // ok: the guard lives to the end
  }

  // Waits until nobody is writing any more; nothing comes after it.
  mock::task<> settled() { co_await lock_.scoped_lock(); } // expect: await-unheld-lock low

private:
  mock::mutex lock_;
  std::string text_;
};

// scenario: 53, 100
class Counter {
public:
  mock::task<> count() {
    std::lock_guard<std::mutex>{mutex_}; // expect: await-unheld-lock
    ++hits_;
    co_await publish("hits");
  }

  mock::task<> count_twice() {
    (void)std::unique_lock(mutex_); // expect: await-unheld-lock
    hits_ += 2;
    co_await publish("hits");
  }

  mock::task<> count_under_lock() {
    {
      std::lock_guard<std::mutex> hold{mutex_};
      ++hits_; // ok: a guard with a name
    }
    co_await publish("hits");
  }

private:
  std::mutex mutex_;
  long hits_ = 0;
};

struct Purse {
  mock::mutex gate;
  long coins = 0;
};

// scenario: 53
mock::task<> spend(std::shared_ptr<Purse> purse, long n) {
  co_await purse->gate.scoped_lock(); // expect: await-unheld-lock
  if (purse->coins < n)               // note: check
    co_return;
  if (co_await pay(n)) // note: suspension
    purse->coins -= n; // expect: await-check-then-act
}

// scenario: 53
static std::map<std::string, mock::mutex> shelf_locks;
static std::map<std::string, long> shelves;

mock::task<> restock(std::string shelf, long n) {
  co_await shelf_locks[shelf].scoped_lock(); // expect: await-unheld-lock
  const long had = shelves[shelf];           // note: check
  co_await publish(shelf);                   // note: suspension
  shelves[shelf] = had + n;                  // expect: await-stale-write
}

// A helper that gives the guard out: the call has to keep it.
// scenario: 53
class Roster {
public:
  mock::task<> enrol(std::string who) {
    co_await exclusive(); // expect: await-unheld-lock
    members_[who] = 1;
    co_await publish(who);
  }

  mock::task<> leave(std::string who) {
    auto turn = co_await exclusive();
    members_.erase(who);
    co_await publish(who); // ok: the guard of exclusive() is kept
  }

private:
  mock::task<mock::mutex::guard> exclusive() { co_return co_await mutex_.scoped_lock(); }

  mock::mutex mutex_;
  std::map<std::string, int> members_;
};
