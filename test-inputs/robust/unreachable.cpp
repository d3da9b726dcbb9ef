// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes that no path reaches.
#include "coro.h"

#include <cstdlib>
#include <stdexcept>

mock::task<> tick();
[[noreturn]] void give_up(const char *why);
extern bool strict;

// scenario: 104
class Counter {
public:
  mock::task<> after_return() {
    const int before = n_;
    co_await tick();
    co_return;
    n_ = before + 1; // ok: not reached
  }

  mock::task<int> after_both_returns(bool low) {
    const int before = n_;
    co_await tick();
    if (low)
      co_return 0;
    else
      co_return 1;
    n_ = before + 1; // ok: not reached
  }

  mock::task<> after_throw() {
    const int before = n_;
    co_await tick();
    throw std::logic_error("no");
    n_ = before + 1; // ok: not reached
  }

  mock::task<> after_abort() {
    const int before = n_;
    co_await tick();
    std::abort();
    n_ = before + 1; // ok: not reached
  }

  mock::task<> after_noreturn() {
    const int before = n_;
    co_await tick();
    if (strict)
      give_up("strict");
    else
      give_up("lax");
    n_ = before + 1; // ok: not reached
  }

  mock::task<> after_endless_loop() {
    const int before = n_;
    for (;;)
      co_await tick();
    n_ = before + 1; // ok: not reached
  }

  mock::task<> in_dead_branch() {
    const int before = n_;
    co_await tick();
    if constexpr (sizeof(int) > 1000)
      n_ = before + 1; // ok: discarded
  }

  mock::task<> suspension_not_reached() {
    const int before = n_;
    if constexpr (sizeof(int) > 1000)
      co_await tick();
    n_ = before + 1; // ok: the suspension is discarded
    co_return;
  }

  mock::task<> suspension_after_return(bool done) {
    const int before = n_;
    if (done) {
      co_return;
      co_await tick();
    }
    n_ = before + 1; // ok: no path goes over the suspension
  }

  mock::task<> leaves_the_loop() {
    const int before = n_; // note: check
    for (;;) {
      co_await tick(); // note: suspension
      if (strict)
        break;
    }
    n_ = before + 1; // expect: await-stale-write
  }

private:
  int n_ = 0;
};

// scenario: 104
static long level = 0;

mock::task<bool> lower(long by) {
  if (level < by)
    co_return false;
  co_await tick();
  co_return true;
  level -= by; // ok: not reached
}

mock::task<> empty() { co_return; }

mock::task<> only_a_loop() {
  while (true)
    co_await tick();
}
