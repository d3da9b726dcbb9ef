// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 5 as it should be: one mutex for each user, held from the look to the creation.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

struct Ticket {
  std::string seat;
};
mock::task<std::string> pick_seat(std::string user);
mock::task<> mail(std::string user);

class Counter {
public:
  mock::task<bool> claim(std::string user) {
    auto guard = co_await locks_[user].scoped_lock();
    if (orders_.contains(user))
      co_return false;
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat};
    co_return true;
  }

  mock::task<bool> claim_by_helpers(std::string user) {
    auto guard = co_await lock_of(user).scoped_lock();
    if (co_await find(user))
      co_return false;
    co_await create(user);
    co_return true;
  }

  mock::task<bool> claim_by_hand(std::string user) {
    co_await locks_[user].lock();
    if (orders_.contains(user)) {
      locks_[user].unlock();
      co_return false;
    }
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat};
    locks_[user].unlock();
    co_await mail(user);
    co_return true;
  }

  mock::task<bool> give_back(std::string user) {
    auto guard = co_await turn_of(user);
    if (!orders_.contains(user))
      co_return false;
    co_await mail(user);
    orders_.erase(user);
    co_return true;
  }

private:
  mock::mutex &lock_of(const std::string &user) { return locks_[user]; }
  mock::task<mock::mutex::guard> turn_of(std::string user) {
    co_return co_await locks_[user].scoped_lock();
  }
  mock::task<bool> find(std::string user) { co_return orders_.contains(user); }
  mock::task<> create(std::string user) {
    const std::string seat = co_await pick_seat(user);
    orders_[user] = Ticket{seat};
  }

  std::map<std::string, mock::mutex> locks_;
  std::map<std::string, Ticket> orders_;
};

// The lock of the user in an entry that everybody shares.
struct Seat {
  mock::mutex lock;
  bool sold = false;
};
using Seats = std::map<std::string, std::shared_ptr<Seat>>;

mock::task<bool> buy(Seats &seats, std::string user) {
  auto seat = seats[user];
  auto guard = co_await seat->lock.scoped_lock();
  if (seat->sold)
    co_return false;
  co_await mail(user);
  seat->sold = true;
  co_return true;
}
