// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

// The change is two files away.
mock::task<> Account::payFee() {
  if (!covers(2))
    co_return;
  co_await send(1);
  charge(1); // expect: await-check-then-act
}
