// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "sessions.h"

mock::task<mock::mutex::guard> Sessions::enter() {
  co_return co_await opening.scoped_lock();
}
