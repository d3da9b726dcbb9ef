// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "task.h"

struct Account {
  long balance = 100;

  Task withdraw(long amount) {
    if (balance < amount)
      co_return false;
    const bool sent = co_await transfer(amount);
    if (sent)
      balance -= amount;
    co_return sent;
  }
};
