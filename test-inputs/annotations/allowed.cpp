// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// flags: -Ichecker/annotations/include
// Functions that say that they mean it, and why.
#include "coro.h"

#include <await_tidy/annotations.h>
#include <string>

mock::task<int> measure(int sensor);
mock::task<> store(int value);

int latest = 0;

class Thermostat {
public:
  AWAIT_TIDY_ALLOW("await-stale-write", "only the main loop calls it")
  mock::task<> smooth(int sensor) {
    int before = level_;
    int now = co_await measure(sensor);
    level_ = (before + now) / 2; // ok: allowed
  }

  AWAIT_TIDY_ALLOW("await-stale-write, await-check-*", "both are harmless")
  mock::task<> both(int sensor) {
    int before = level_;
    if (limit_ > 0) {
      int now = co_await measure(sensor);
      level_ = before + now; // ok: the first
      --limit_;              // ok: the second
    }
  }

  // The other rules still speak.
  AWAIT_TIDY_ALLOW("await-stale-write", "only the main loop calls it")
  mock::task<> lower(int by) {
    int before = level_;
    if (limit_ < by)
      co_return;
    co_await store(by);
    limit_ -= by;        // expect: await-check-then-act
    level_ = before - by; // ok: allowed
  }

  // Said where it is declared.
  AWAIT_TIDY_ALLOW("await-*", "a demonstration")
  mock::task<> raise(int by);

private:
  int level_ = 20, limit_ = 30;
};

mock::task<> Thermostat::raise(int by) {
  int before = level_;
  co_await store(by);
  level_ = before + by; // ok: allowed
}

template <class T>
AWAIT_TIDY_ALLOW("await-stale-write", "one writer")
mock::task<> keep(T value) {
  int before = latest;
  co_await store(value);
  latest = before + value; // ok: allowed in each instance
}
mock::task<> keep_both() {
  co_await keep(1);
  co_await keep(2L);
}
