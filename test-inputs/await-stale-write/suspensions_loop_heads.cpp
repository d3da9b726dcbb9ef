// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A co_await counts in every part of the head of a loop.
#include "coro.h"

#include <memory>
#include <vector>

mock::task<bool> ready();
mock::task<int> kind();
mock::task<std::vector<int>> parts();

// scenario: 98
class Robot {
public:
  mock::task<> in_while() {
    const int at = step_;    // note: check
    while (co_await ready()) // note: suspension
      step_ = at + 1;        // expect: await-stale-write
  }

  mock::task<> in_do() {
    const int at = step_; // note: check
    int tries = 0;
    do
      ++tries;
    while (!co_await ready()); // note: suspension
    step_ = at + tries;        // expect: await-stale-write
  }

  mock::task<> in_for_init() {
    const int at = step_; // note: check
    int n = 0;
    for (int i = co_await kind(); i > 0; --i) // note: suspension
      n += i;
    step_ = at + n; // expect: await-stale-write
  }

  mock::task<> in_for_step() {
    const int at = step_; // note: check
    int n = 0;
    for (bool more = true; more; more = co_await ready()) // note: suspension
      ++n;
    step_ = at + n; // expect: await-stale-write
  }

  mock::task<> in_range_for() {
    const int at = step_; // note: check
    int n = 0;
    for (int part : co_await parts()) // note: suspension
      n += part;
    step_ = at + n; // expect: await-stale-write
  }

private:
  int step_ = 0;
};

// scenario: 98
struct Conveyor {
  int parcels = 0;
};

mock::task<> clear(std::shared_ptr<Conveyor> belt) {
  while (belt->parcels > 0 && co_await ready()) // note: check // note: suspension
    --belt->parcels;                            // expect: await-check-then-act
}

mock::task<> clear_when_ready(std::shared_ptr<Conveyor> belt) {
  while (co_await ready() && belt->parcels > 0)
    --belt->parcels; // ok: looked at after the suspension
}

mock::async_generator<int> watch(std::shared_ptr<Conveyor> belt) {
  const int n = belt->parcels; // note: check
  co_yield n;                  // note: suspension
  belt->parcels = n - 1;       // expect: await-stale-write
}
