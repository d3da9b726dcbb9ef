// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

void Account::require(long amount) const {
  if (!covers(amount))
    throw amount;
}
