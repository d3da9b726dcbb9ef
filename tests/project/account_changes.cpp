// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "account.h"

void Account::take(long amount) { balance -= amount; }
void Account::restore(long amount) { balance = amount; }
