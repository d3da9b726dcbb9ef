// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

// The check is in one file, the act in another, the other writer in a third.
mock::task<bool> Account::withdraw(long amount) {
  if (!covers(amount))
    co_return false;
  co_await send(amount);
  take(amount); // expect: await-check-then-act
  co_return true;
}
