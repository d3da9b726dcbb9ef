// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pointers that are counted on, added to and released.
#include "coro.h"

#include <memory>
#include <utility>

mock::task<int> sample();

class Recorder {
public:
  mock::task<> one_slot_on() {
    int *slot = slots_ + 1;
    const int before = *slot;          // note: check
    const int value = co_await sample(); // note: suspension
    *slot = before + value;            // expect: await-stale-write
  }

  mock::task<> step_on() {
    int *slot = slots_;
    ++slot;
    const int before = *slot;          // note: check
    const int value = co_await sample(); // note: suspension
    *slot = before + value;            // expect: await-stale-write
  }

  mock::task<> give_away() {
    if (!latest_) // note: check
      co_return;
    co_await sample();                 // note: suspension
    std::unique_ptr<int> old(latest_.release()); // expect: await-check-then-act low
  }

  mock::task<> give_away_first() {
    std::unique_ptr<int> old(latest_.release());
    co_await sample();
    if (old)
      ++*old; // ok: nobody else has it
  }

  mock::task<> halved() {
    if (level_ > 0.5) { // note: check
      co_await sample(); // note: suspension
      level_ = 0.0; // expect: await-check-then-act low
    }
  }

private:
  int slots_[8] = {};
  std::unique_ptr<int> latest_;
  double level_ = 0;
};
