// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A switch whose cases fall through, and one that jumps into a loop.
#include "coro.h"

mock::task<> settle();

// scenario: 104
class Wizard {
public:
  mock::task<> fall_through(int step) {
    int before = 0;
    switch (step) {
    case 0:
      before = level_; // note: check
      [[fallthrough]];
    case 1:
      co_await settle(); // note: suspension
      [[fallthrough]];
    case 2:
      level_ = before + 1; // expect: await-stale-write
      break;
    default:
      break;
    }
  }

  mock::task<> stop_at_each(int step) {
    int before = 0;
    switch (step) {
    case 0:
      before = level_;
      level_ = before + 1; // ok: no suspension in this case
      break;
    case 1:
      co_await settle();
      break;
    case 2:
      level_ = 7; // ok: no read in this case
      break;
    }
  }

  mock::task<> into_a_loop(int n) {
    int sum = 0;
    switch (n % 2) {
      do {
        co_await settle();
        [[fallthrough]];
      case 1:
        sum += 1;
        [[fallthrough]];
      case 0:
        sum += 2;
      } while (--n > 0);
    }
    level_ += sum; // ok: read after the suspension
  }

private:
  int level_ = 0;
};

// scenario: 104
static long stage = 0;

mock::task<> rehearse(char act) {
  switch (act) {
  case 'a':
    if (stage > 5) // note: check
      co_return;
    co_await settle(); // note: suspension
    [[fallthrough]];
  case 'b':
    ++stage; // expect: await-check-then-act
    break;
  case 'c':
    co_await settle();
    [[fallthrough]];
  default:
    if (stage <= 5)
      ++stage; // ok: looked at after the suspension
  }
}
