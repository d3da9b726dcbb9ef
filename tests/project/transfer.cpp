// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

// A copy of what was there before wipes out what has come since.
mock::task<bool> Account::transfer(long amount) {
  long original = saved();
  take(amount);
  if (co_await send(amount))
    co_return true;
  restore(original); // expect: await-snapshot-rollback
  co_return false;
}
