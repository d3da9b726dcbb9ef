// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

// One at a time, but open() does not know of the lock.
mock::task<> Sessions::openOnce(int id) {
  auto guard = co_await lock().scoped_lock();
  if (has(id))
    co_return;
  Session s = co_await load(id);
  add(id, s); // expect: await-check-then-act
}
