// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

// What throws was a check.
mock::task<> Account::withdrawOrThrow(long amount) {
  require(amount);
  co_await send(amount);
  take(amount); // expect: await-check-then-act
}
