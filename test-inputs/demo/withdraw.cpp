// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The example of the README: two withdrawals can both pass the check.
#include "coro.h"

mock::task<bool> transfer(long amount);

class Account {
public:
  mock::task<bool> withdraw(long amount) {
    if (balance < amount) // note: check
      co_return false;
    if (!co_await transfer(amount)) // note: suspension
      co_return false;
    balance -= amount; // expect: await-check-then-act
    co_return true;
  }

private:
  long balance = 100;
};
