// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

// The lock is taken by a function of another file.
mock::task<> Sessions::openInside(int id) {
  auto guard = co_await enter();
  if (locked.count(id))
    co_return;
  Session s = co_await load(id);
  locked[id] = s;
}
