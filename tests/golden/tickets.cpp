// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One coroutine of each kind: a race with a fix, a race without, and a right one.
// What await-tidy says about this file is in tickets.txt, and the events it sees
// are in tickets.events. `./dev bless` writes both.
#include "coro.h"

mock::task<bool> charge(int euros);

class BoxOffice {
public:
  mock::task<bool> sell(int seats) {
    if (left < seats)
      co_return false;
    bool paid = co_await charge(seats * 30);
    if (paid)
      left -= seats;
    co_return paid;
  }

  mock::task<bool> sell_or_restore(int seats) {
    if (left < seats)
      co_return false;
    int before = left;
    left -= seats;
    if (co_await charge(seats * 30))
      co_return true;
    left = before;
    co_return false;
  }

  mock::task<bool> sell_or_give_back(int seats) {
    if (left < seats)
      co_return false;
    left -= seats;
    if (co_await charge(seats * 30))
      co_return true;
    left += seats;
    co_return false;
  }

private:
  int left = 250;
};
