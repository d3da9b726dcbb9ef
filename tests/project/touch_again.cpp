// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

mock::task<> Sessions::touchAgain(int id) {
  co_await greet(id);
  auto it = all.find(id);
  if (it != all.end())
    ++it->second.hits;
}
