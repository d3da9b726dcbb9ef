// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

// It looks again.
mock::task<bool> Account::withdrawAgain(long amount) {
  if (!covers(amount))
    co_return false;
  co_await send(amount);
  if (!covers(amount))
    co_return false;
  take(amount);
  co_return true;
}
