// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Class types: an operator that takes const& reads after the await, one that takes a copy before.
#include "coro.h"

#include <memory>
#include <string>

namespace wallets {

struct Money {
  long cents = 0;
  friend Money operator+(const Money &a, const Money &b) { return {a.cents + b.cents}; }
};

struct Points {
  int n = 0;
  friend Points operator+(Points a, int more) { return {a.n + more}; }
  friend Points operator*(Points a, Points b) { return {a.n * b.n}; }
};

struct Distance {
  double metres = 0;
  Distance operator+(const Distance &o) const { return {metres + o.metres}; }
};

mock::task<Money> next_payment();
mock::task<int> earned_points();
mock::task<Points> multiplier();
mock::task<Distance> next_leg();
mock::task<std::string> next_entry();

class Wallet {
public:
  // scenario: 9
  mock::task<> receive() {
    money = money + co_await next_payment(); // ok: money is bound by reference and read afterwards
  }

  // scenario: 9
  mock::task<> earn() {
    points = points + co_await earned_points(); // expect: await-stale-write // note: check
  }

  // scenario: 9
  mock::task<> boost() {
    points = points *               // expect: await-stale-write // note: check
             co_await multiplier(); // note: suspension
  }

  // scenario: 9
  mock::task<> earn_late() {
    const int more = co_await earned_points();
    points = points + more; // ok: copied after the await
  }

  // scenario: 9
  mock::task<> travel() {
    travelled = travelled + co_await next_leg(); // ok: a member operator has its object by address
  }

  // scenario: 9
  mock::task<> record() {
    history = history + co_await next_entry(); // ok: std::string is bound by reference
  }

private:
  Money money;
  Points points;
  Distance travelled;
  std::string history;
};

Money house_account;
Points loyalty_pool;

// scenario: 9
mock::task<> house_receives() {
  house_account = house_account + co_await next_payment(); // ok: bound by reference
}

// scenario: 9
mock::task<> pool_earns() {
  loyalty_pool = loyalty_pool +            // expect: await-stale-write // note: check
                 co_await earned_points(); // note: suspension
}

struct Member {
  Points points;
  Money credit;
};

// scenario: 9
mock::task<> reward(std::shared_ptr<Member> member) {
  member->points = member->points + co_await earned_points(); // expect: await-stale-write
}

// scenario: 9
mock::task<> compensate(Member &member) {
  member.credit = member.credit + co_await next_payment(); // ok: bound by reference
}

} // namespace wallets
