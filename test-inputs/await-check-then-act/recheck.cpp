// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Looked at again after the wait: every shape of a second look is enough.
#include "coro.h"

mock::task<bool> approve(long amount);
mock::task<> top_up(long amount);

class Purse {
public:
  // scenario: 42
  mock::task<> spend(long price) {
    if (coins >= price) {
      co_await approve(price);
      if (coins >= price)
        coins -= price; // ok: the same question, asked again
    }
  }

  // scenario: 38
  mock::task<> spend_trusting(long price) {
    if (coins >= price) {      // note: check
      co_await approve(price); // note: suspension
      coins -= price;          // expect: await-check-then-act
    }
  }

  // scenario: 43
  mock::task<bool> spend_or_leave(long price) {
    if (coins < price)
      co_return false;
    co_await approve(price);
    if (coins < price)
      co_return false;
    coins -= price; // ok: left early if it changed
    co_return true;
  }

  // scenario: 43
  mock::task<bool> spend_with_veto(long price) {
    if (coins < price)
      co_return false;
    const bool agreed = co_await approve(price);
    if (!agreed || closed || coins < price)
      co_return false;
    coins = coins - price; // ok: one of several reasons to leave
    co_return true;
  }

  // scenario: 43
  mock::task<> spend_patiently(long price) {
    if (coins >= price) {
      co_await approve(price);
      while (coins < price)
        co_await top_up(price);
      coins -= price; // ok: the loop ends only when there is enough
    }
  }

  // scenario: 43
  mock::task<> spend_by_predicate(long price) {
    if (!enough(price))
      co_return;
    co_await approve(price);
    if (enough(price) == false)
      co_return;
    coins -= price; // ok: the same predicate on both sides
  }

private:
  bool enough(long price) const { return coins >= price; }
  long coins = 0;
  bool closed = false;
};
