// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Flags that are set too late: what await-late-flag reports, and what not.
#include "coro.h"

mock::task<> connect();
mock::task<bool> ping();

class Link {
public:
  mock::task<> open() {
    if (is_open) // note: check
      co_return;
    co_await connect(); // note: suspension
    is_open = true;     // expect: await-late-flag
  }

  mock::task<> open_once() {
    if (is_open)
      co_return;
    is_open = true; // ok: set before the suspension
    co_await connect();
  }

  mock::task<> close_when_dead() {
    if (!co_await ping())
      is_open = false; // ok: nothing of it was tested before
  }

private:
  bool is_open = false;
};

int sessions = 0;

mock::task<> first_session() {
  if (sessions > 0)
    co_return;
  co_await connect();
  sessions = 1; // expect: await-check-then-act
}
