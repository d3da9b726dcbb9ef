// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

// Another file drops the element.
mock::task<> Sessions::touch(int id) {
  auto it = all.find(id);
  if (it == all.end())
    co_return;
  co_await greet(id);
  ++it->second.hits; // expect: await-stale-reference
}
