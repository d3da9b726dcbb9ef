// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A helper that does not come back unless the balance suffices has made the
// check for its caller.
// scenario: 58
#include "coro.h"
#include <cstdlib>
#include <stdexcept>

mock::task<> record();

class Purse {
public:
  mock::task<> pay(long amount) {
    require(amount); // note: check
    co_await record();
    held -= amount; // expect: await-check-then-act
  }
  mock::task<> pay_or_stop(long amount) {
    stop_unless(amount);
    co_await record();
    held -= amount; // expect: await-check-then-act
  }
  mock::task<> pay_checked_again(long amount) {
    require(amount);
    co_await record();
    require(amount);
    held -= amount; // ok: required after the wait as well
  }
  mock::task<> pay_first(long amount) {
    require(amount);
    held -= amount; // ok: at once
    co_await record();
  }
  mock::task<> pay_anyway(long amount) {
    note_if_short(amount);
    co_await record();
    held -= amount; // ok: nothing was required
  }

private:
  void require(long amount) const {
    if (held < amount)
      throw std::runtime_error("not enough");
  }
  void stop_unless(long amount) const {
    if (held < amount)
      std::abort();
  }
  void note_if_short(long amount) {
    if (held < amount)
      ++short_of_money;
  }
  long held = 0;
  int short_of_money = 0;
};
