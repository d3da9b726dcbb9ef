// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The example of --fix in the README: a failed transfer undoes the deposits
// that came in while it was under way.
#include "coro.h"

mock::task<bool> transfer(long amount);

class Account {
public:
  mock::task<bool> withdraw(long amount) {
    if (balance < amount)
      co_return false;
    const long original_balance = balance; // note: check
    balance -= amount;
    if (co_await transfer(amount)) // note: suspension
      co_return true;
    balance = original_balance; // expect: await-snapshot-rollback
    co_return false;
  }

  void deposit(long amount) {
    balance += amount; // note: writer
  }

private:
  long balance = 0;
};
