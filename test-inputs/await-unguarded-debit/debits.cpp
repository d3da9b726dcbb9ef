// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// checks: await-unguarded-debit
// Situation 1, the check removed: the caller says how much is taken.
#include "coro.h"

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

mock::task<bool> ship(std::string to, long pieces);
mock::task<> log(std::string line);

class Depot {
public:
  mock::task<bool> unchecked(std::string to, long pieces) {
    pieces_ -= pieces; // expect: await-unguarded-debit
    const bool sent = co_await ship(to, pieces); // note: suspension
    if (!sent)
      pieces_ += pieces;
    co_return sent;
  }

  mock::task<bool> other_things_checked(std::string to, long pieces) {
    if (pieces <= 0 || closed_)
      co_return false;
    pieces_ = pieces_ - pieces; // expect: await-unguarded-debit
    const bool sent = co_await ship(to, pieces);
    if (!sent)
      pieces_ += pieces;
    co_return sent;
  }

  mock::task<bool> checked(std::string to, long pieces) {
    if (pieces_ < pieces)
      co_return false;
    pieces_ -= pieces; // ok: checked
    const bool sent = co_await ship(to, pieces);
    if (!sent)
      pieces_ += pieces;
    co_return sent;
  }

  mock::task<bool> checked_after(std::string to, long pieces) {
    pieces_ -= pieces; // ok: checked in the same step
    if (pieces_ < 0) {
      pieces_ += pieces;
      co_return false;
    }
    const bool sent = co_await ship(to, pieces);
    if (!sent)
      pieces_ += pieces;
    co_return sent;
  }

  mock::task<bool> checked_by_helper(std::string to, long pieces) {
    if (!has(pieces))
      co_return false;
    pieces_ -= pieces; // ok: the helper checks
    const bool sent = co_await ship(to, pieces);
    if (!sent)
      pieces_ += pieces;
    co_return sent;
  }

  mock::task<> own_amount(std::string to) {
    const long share = 5;
    pieces_ -= share; // ok: not the caller's amount
    co_await log(to);
  }

  void at_once(long pieces) { pieces_ -= pieces; } // ok: nothing suspends

  mock::task<> told_later(long pieces) {
    pieces_ -= pieces; // expect: await-unguarded-debit medium
    co_await log("taken");
  }

private:
  bool has(long pieces) const { return pieces_ >= pieces; }
  long pieces_ = 0;
  bool closed_ = false;
};

struct Order {
  std::string owner;
  long amount = 0;
};

static std::map<std::string, long> purses;

mock::task<bool> settle(Order order) {
  purses[order.owner] -= order.amount; // expect: await-unguarded-debit
  const bool sent = co_await ship(order.owner, order.amount);
  if (!sent)
    purses[order.owner] += order.amount;
  co_return sent;
}

template <class Store> mock::task<bool> take(std::shared_ptr<Store> from, long amount) {
  from->level -= amount; // expect: await-unguarded-debit
  if (co_await ship("tank", amount))
    co_return true;
  from->level += amount;
  co_return false;
}
struct Tank {
  long level = 0;
};
template mock::task<bool> take<Tank>(std::shared_ptr<Tank>, long);
