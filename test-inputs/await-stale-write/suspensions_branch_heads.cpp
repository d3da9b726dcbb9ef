// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A co_await counts in the head of a branch, and ends the path in a throw or a return.
#include "coro.h"

#include <stdexcept>
#include <string>

mock::task<bool> ready();
mock::task<int> kind();

// scenario: 98
class Robot {
public:
  mock::task<> in_if() {
    const int at = step_; // note: check
    if (co_await ready()) // note: suspension
      step_ = at + 1;     // expect: await-stale-write
  }

  mock::task<> in_if_init() {
    const int at = step_;                      // note: check
    if (const int k = co_await kind(); k != 0) // note: suspension
      step_ = at + k;                          // expect: await-stale-write
  }

  mock::task<> in_switch() {
    const int at = step_;      // note: check
    switch (co_await kind()) { // note: suspension
    case 0:
      break;
    default:
      step_ = at + 1; // expect: await-stale-write
    }
  }

  mock::task<> in_throw(bool strict) {
    const int at = step_;
    if (strict)
      throw std::runtime_error(std::to_string(co_await kind()));
    step_ = at + 1; // ok: after the co_await the function is left
  }

  mock::task<bool> in_return() {
    const int at = step_;
    if (at > 9)
      co_return co_await ready();
    step_ = at + 1; // ok: after the co_await the function is left
    co_return true;
  }

private:
  int step_ = 0;
};

// scenario: 98
static int spare_arms = 4;

mock::task<> mount() {
  if (spare_arms > 0 && co_await ready()) // note: check // note: suspension
    --spare_arms;                         // expect: await-check-then-act
}

mock::task<> mount_if_ready() {
  if (co_await ready() && spare_arms > 0)
    --spare_arms; // ok: looked at after the suspension
}
