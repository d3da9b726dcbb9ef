// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The second look is a loop condition, a comparison or one of several reasons to leave.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace parking {

mock::task<bool> pay(int hours);
mock::task<> wait_for_exit();

int spaces = 40;

// scenario: 43
mock::task<> enter() {
  if (spaces > 0) {
    co_await pay(1);
    while (spaces <= 0)
      co_await wait_for_exit();
    --spaces; // ok: the loop ends only when there is one
  }
}

// scenario: 43
mock::task<> enter_first_look() {
  while (spaces <= 0) // note: check
    co_await wait_for_exit();
  co_await pay(1); // note: suspension
  --spaces;        // expect: await-check-then-act
}

struct Garage {
  std::map<int, int> levels;
  bool open = true;
  bool full(int level) const { return levels.at(level) == 0; }
};

// scenario: 43
mock::task<bool> drive_in(std::shared_ptr<Garage> garage, int level) {
  if (garage->full(level))
    co_return false;
  co_await pay(2);
  if (garage->full(level) == true)
    co_return false;
  --garage->levels[level]; // ok: the same predicate on both sides
  co_return true;
}

// scenario: 43
mock::task<bool> drive_in_if_open(Garage &garage, int level) {
  if (!garage.open || garage.levels[level] == 0)
    co_return false;
  const bool paid = co_await pay(2);
  if (!paid || !garage.open || garage.levels[level] == 0)
    co_return false;
  garage.levels[level] -= 1; // ok: looked at again
  co_return true;
}

// scenario: 43
mock::task<> drive_in_patiently(Garage &garage, int level) {
  do {
    co_await wait_for_exit();
  } while (garage.levels[level] == 0);
  garage.levels[level] -= 1; // ok: the condition is the last thing before
}

// scenario: 43
mock::task<bool> drive_in_open_only(Garage &garage, int level) {
  if (!garage.open || garage.levels[level] == 0) // note: check
    co_return false;
  const bool paid = co_await pay(2); // note: suspension
  if (!paid || !garage.open)
    co_return false;
  garage.levels[level] -= 1; // expect: await-check-then-act
  co_return true;
}

} // namespace parking
