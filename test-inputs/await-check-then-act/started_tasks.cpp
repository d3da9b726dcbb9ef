// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The check stands in the caller, the act in a task that is kept first, run
// together with others, or started on its own.
// scenario: 59
#include "coro.h"
#include <utility>

mock::task<> notify();

class Budget {
public:
  mock::task<> spend_kept(long amount) {
    if (left >= amount) { // note: check
      auto task = debit(amount);
      co_await std::move(task); // expect: await-check-then-act
    }
  }
  mock::task<> spend_together(long amount) {
    if (left >= amount)
      co_await mock::when_all(debit(amount), notify()); // expect: await-check-then-act
  }
  void spend_later(long amount) {
    if (left >= amount)
      mock::spawn(debit(amount)); // expect: await-check-then-act
  }
  void spend_reserved(long amount) {
    if (left < amount)
      return;
    left -= amount;
    mock::spawn(notify()); // ok: taken before it starts
  }
  mock::task<> spend_careful(long amount) {
    if (left >= amount) {
      auto task = debit_if_left(amount);
      co_await std::move(task); // ok: it looks for itself
    }
  }

private:
  mock::task<> debit(long amount) {
    co_await notify();
    left -= amount;
  }
  mock::task<> debit_if_left(long amount) {
    co_await notify();
    if (left >= amount)
      left -= amount;
  }
  long left = 0;
};
