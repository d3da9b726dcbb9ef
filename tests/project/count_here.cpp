// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "statistics.h"

// What is awaited does not suspend, two files away.
mock::task<> Statistics::countHere() {
  long now = errors;
  co_await deepCheck();
  errors = now + 1; // alone: await-stale-write
}
