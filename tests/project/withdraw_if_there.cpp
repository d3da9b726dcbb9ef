// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

// The act looks for itself.
mock::task<bool> Account::withdrawIfThere(long amount) {
  if (!covers(amount))
    co_return false;
  co_await send(amount);
  co_return takeIfThere(amount);
}
