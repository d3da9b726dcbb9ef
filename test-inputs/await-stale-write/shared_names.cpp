// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two variables with one name are told apart, one variable under two scopes is not.
#include "coro.h"

mock::task<int> poll();
void show(int value);

class Meter {
public:
  // scenario: 96
  mock::task<> update() {
    {
      const int seen = total;
      co_await poll();
      show(seen);
    }
    {
      const int seen = co_await poll();
      total = seen; // ok: the other seen
    }
  }

  // scenario: 96
  mock::task<> update_outer() {
    const int seen = total; // note: check
    {
      const int got = co_await poll(); // note: suspension
      total = seen + got;              // expect: await-stale-write
    }
  }

  // scenario: 96
  mock::task<> update_shadowed() {
    int total = 0;
    const int before = total;
    co_await poll();
    total = before + 1; // ok: the local, not the member
    show(total);
  }

private:
  int total = 0;
};

int level = 0;

// scenario: 96
mock::task<> raise() {
  auto next = [](int level) { return level + 1; };
  const int got = co_await poll();
  level = next(got); // ok: the lambda's level is its parameter
}

// scenario: 96
mock::task<> raise_stale() {
  auto next = [] { return level + 1; };
  const int higher = next(); // note: check
  co_await poll();           // note: suspension
  level = higher;            // expect: await-stale-write
}

int pulses = 0;

// scenario: 95
mock::task<> pulse() {
  while (true) {
    const int count = pulses; // note: check
    co_await poll();          // note: suspension
    pulses = count + 1;       // expect: await-stale-write low
  }
}

// scenario: 95
mock::task<> pulse_in_one_step() {
  while (true) {
    co_await poll();
    level += 1; // ok: read and written after the wait
  }
}

int main() {
  mock::spawn(pulse());
  mock::run();
}
