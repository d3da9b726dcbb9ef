// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "statistics.h"

// Read and written by functions of another file.
mock::task<> Statistics::count() {
  long now = seen();
  co_await store(now);
  see(now + 1); // expect: await-stale-write
}
