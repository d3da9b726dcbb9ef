// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

// Two of them load the same session.
mock::task<> Sessions::open(int id) {
  if (has(id))
    co_return;
  Session s = co_await load(id);
  add(id, s); // expect: await-check-then-act
}
