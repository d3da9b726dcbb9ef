// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

bool Account::takeIfThere(long amount) {
  if (!covers(amount))
    return false;
  take(amount);
  return true;
}
