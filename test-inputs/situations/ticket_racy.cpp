// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 5, the free ticket: look for an order of this user, none, create one. Every user gets one.
// The lock of the user is there, in each of the ways that do not help.
#include "coro.h"

#include <map>
#include <string>
#include <utility>

struct Ticket {
  std::string seat;
};
mock::task<std::string> pick_seat(std::string user);
mock::task<> mail(std::string user);

class Counter {
public:
  // No lock at all.
  mock::task<bool> claim(std::string user) {
    if (orders_.contains(user)) // note: check
      co_return false;
    const std::string seat = co_await pick_seat(user); // note: suspension
    orders_[user] = Ticket{seat};                      // expect: await-check-then-act
    co_return true;
  }

  // The same through two helpers.
  mock::task<bool> claim_by_helpers(std::string user) {
    if (co_await find(user))
      co_return false;
    co_await create(user); // expect: await-check-then-act
    co_return true;
  }

  // The guard is gone at the semicolon.
  mock::task<bool> claim_dropped(std::string user) {
    co_await locks_[user].scoped_lock(); // expect: await-unheld-lock
    if (orders_.contains(user))          // note: check
      co_return false;
    const std::string seat = co_await pick_seat(user); // note: suspension
    orders_[user] = Ticket{seat};                      // expect: await-check-then-act
    co_return true;
  }

  // Let go before the order is created.
  mock::task<bool> claim_released(std::string user) {
    auto guard = co_await locks_[user].scoped_lock();
    if (orders_.contains(user)) // note: check
      co_return false;
    guard.unlock();
    const std::string seat = co_await pick_seat(user); // note: suspension
    orders_[user] = Ticket{seat};                      // expect: await-check-then-act
    co_return true;
  }

  // Around the look only.
  mock::task<bool> claim_look_locked(std::string user) {
    {
      auto guard = co_await locks_[user].scoped_lock();
      if (orders_.contains(user)) // note: check
        co_return false;
    }
    const std::string seat = co_await pick_seat(user); // note: suspension
    orders_[user] = Ticket{seat};                      // expect: await-check-then-act
    co_return true;
  }

  // Around the creation only: the wait for the lock is the gap.
  mock::task<bool> claim_create_locked(std::string user) {
    if (orders_.contains(user)) // note: check
      co_return false;
    auto guard = co_await locks_[user].scoped_lock(); // note: suspension
    orders_[user] = Ticket{"free"};                   // expect: await-check-then-act
    co_return true;
  }

  // The lock is asked for and not waited for.
  mock::task<bool> claim_unawaited(std::string user) {
    auto guard = locks_[user].scoped_lock(); // expect: await-unheld-lock
    if (orders_.contains(user))              // note: check
      co_return false;
    const std::string seat = co_await pick_seat(user); // note: suspension
    orders_[user] = Ticket{seat};                      // expect: await-check-then-act
    co_return true;
  }

private:
  mock::task<bool> find(std::string user) { co_return orders_.contains(user); }
  mock::task<> create(std::string user) {
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat};
  }

  std::map<std::string, mock::mutex> locks_;
  std::map<std::string, Ticket> orders_;
};

// In a class where everybody takes the locks, and one takes another's.
class Kiosk {
public:
  // The lock of the friend, the order of the user.
  mock::task<bool> claim_for(std::string user, std::string companion) {
    auto guard = co_await locks_[companion].scoped_lock();
    if (orders_.contains(user))
      co_return false;
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat}; // expect: await-unheld-lock
    co_return true;
  }

  // By hand, and a way out that leaves the user locked out for ever.
  mock::task<bool> claim_by_hand(std::string user) {
    co_await locks_[user].lock();
    if (orders_.contains(user))
      co_return false; // expect: await-unheld-lock
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat}; // ok: locked
    locks_[user].unlock();
    co_return true;
  }

  // What the lock is for.
  mock::task<bool> claim_locked(std::string user) {
    auto guard = co_await locks_[user].scoped_lock();
    if (orders_.contains(user))
      co_return false;
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat};
    co_return true;
  }

private:
  std::map<std::string, mock::mutex> locks_;
  std::map<std::string, Ticket> orders_;
};
