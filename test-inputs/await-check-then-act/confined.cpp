// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// State of one endless coroutine, and variables that only share a name.
#include "coro.h"

mock::task<> prime(int connection);
mock::task<> tick();

class Warmer {
public:
  Warmer() { mock::spawn(loop()); }

private:
  // scenario: 95
  mock::task<> loop() {
    for (;;) {
      if (warmed < 16) {        // note: check
        co_await prime(warmed); // note: suspension
        ++warmed;               // expect: await-check-then-act low
      }
      co_await tick();
    }
  }

  int warmed = 0;
};

class SharedWarmer {
public:
  // scenario: 95
  mock::task<> warm_one() {
    if (warmed < 16) {        // note: check
      co_await prime(warmed); // note: suspension
      ++warmed;               // expect: await-check-then-act
    }
  }

  // scenario: 95
  mock::task<> warm_one_counted() {
    if (warmed < 16)
      co_await prime(warmed++); // ok: counted before the wait
  }

private:
  int warmed = 0;
};

class Quota {
public:
  // scenario: 96
  mock::task<> spend() {
    {
      const int left = quota;
      co_await prime(left);
    }
    {
      int left = 5;
      if (left > 0) {
        co_await tick();
        left -= 1; // ok: a local with the name of another one
      }
    }
    if (quota > 0) {
      auto lower = [](int &quota) { --quota; };
      int mine = 3;
      co_await tick();
      lower(mine); // ok: the lambda's quota is its parameter
    }
  }

  // scenario: 96
  mock::task<> spend_really() {
    if (quota > 0) { // note: check
      auto lower = [this]() { --quota; };
      co_await tick(); // note: suspension
      lower();         // expect: await-check-then-act
    }
  }

private:
  int quota = 0;
};

int level = 0;

// scenario: 96
mock::task<> pump(bool twice) {
  if (level < 10) {
    int level = 0;
    co_await tick();
    level += 1; // ok: a local in front of the global
    co_await prime(level);
  }
  if (twice && level < 10) { // note: check
    co_await tick();         // note: suspension
    level += 1;              // expect: await-check-then-act
  }
}
