// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "statistics.h"

mock::task<> Statistics::countThere() {
  long now = errors;
  co_await slowCheck();
  errors = now + 1; // expect: await-stale-write
}
