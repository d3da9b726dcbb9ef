// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Looked at again after the wait: through shared_ptr, references, map entries and globals.
#include "coro.h"
#include <algorithm>
#include <map>
#include <memory>
#include <string>

mock::task<bool> approve(long amount);

struct Raffle {
  bool drawn = false;
  std::map<std::string, int> tickets;
};

// scenario: 42
mock::task<> draw(std::shared_ptr<Raffle> raffle) {
  if (raffle->drawn)
    co_return;
  co_await approve(1);
  if (!raffle->drawn)
    raffle->drawn = true; // ok: nobody drew meanwhile
}

// scenario: 43
mock::task<bool> draw_once(std::shared_ptr<Raffle> raffle) {
  if (raffle->drawn == true)
    co_return false;
  co_await approve(1);
  if (raffle->drawn == false) {
    raffle->drawn = true; // ok: compared with false instead of negated
    co_return true;
  }
  co_return false;
}

// scenario: 42
mock::task<> hand_in(Raffle &raffle, const std::string name) {
  if (raffle.tickets[name] > 0) {
    if (co_await approve(raffle.tickets[name]) && raffle.tickets[name] > 0)
      --raffle.tickets[name]; // ok: looked at again in the same condition
  }
}

long high_water = 0;

// scenario: 42
mock::task<> record_level(long level) {
  if (high_water < level) {
    co_await approve(level);
    high_water = std::max(high_water, level); // ok: only ever grows
  }
}

// scenario: 38
mock::task<> record_level_late(long level) {
  if (high_water < level) {  // note: check
    co_await approve(level); // note: suspension
    high_water = level;      // expect: await-check-then-act
  }
}
