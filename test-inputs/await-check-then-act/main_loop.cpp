// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A global that only the main loop writes, and the main loop is started once.
#include "coro.h"

mock::task<bool> poll_device();
mock::task<> idle();

int missed_polls = 0;
int resets = 0;

// scenario: 95
mock::task<> watch() {
  while (true) {
    if (missed_polls < 5) {                   // note: check
      const bool ok = co_await poll_device(); // note: suspension
      if (!ok)
        missed_polls += 1; // expect: await-check-then-act low
    }
    co_await idle();
  }
}

// scenario: 95
mock::task<> reset_device() {
  if (resets < 3) {         // note: check
    co_await poll_device(); // note: suspension
    ++resets;               // expect: await-check-then-act
  }
}

int main() {
  mock::spawn(watch());
  mock::spawn(reset_device());
  mock::spawn(reset_device()); // expect: await-concurrent-update
  mock::run();
}
