// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A hint that something is ready is no reservation: it is lowered by who finds
// that it is not, and the wait is the same for who never tried.
#include "coro.h"

namespace wire {

struct Reader {
  mock::task<bool> poll();
  int take();
  mock::task<int> read_some() {
    if (ready) {
      if (int n = take(); n >= 0)
        co_return n;
      ready = false; // ok: on failure it still is not
    }
    if (!co_await poll())
      co_return -1;
    ready = true;
    co_return take();
  }
  bool ready = true;
};

} // namespace wire
