// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// To close what is closed is to close it once: a reset to the state that the
// test turns away, with nothing else done under the test. What others mark
// meanwhile without a look is lost all the same.
// scenario: 48, 50
#include "coro.h"
#include <memory>

mock::task<> flush();
mock::task<bool> dial();

struct Pipe {
  void shut();
};

class Feed {
public:
  mock::task<> close() {
    if (!open)
      co_return;
    co_await flush();
    open = false; // expect: await-check-then-act low
  }
  mock::task<> drop_pipe() {
    if (pipe) {
      co_await flush();
      pipe.reset(); // expect: await-check-then-act low
    }
  }
  mock::task<> close_and_count() {
    if (!open)
      co_return;
    co_await flush();
    open = false; // expect: await-check-then-act
    --feeds;
  }
  mock::task<> start() {
    if (running)
      co_return;
    co_await flush();
    running = true; // expect: await-check-then-act
  }
  mock::task<bool> claim() {
    if (!vacant)
      co_return false;
    co_await flush();
    vacant = false; // expect: await-check-then-act
    co_return true; // two callers are told so
  }
  mock::task<> save() {
    if (!dirty)
      co_return;
    co_await flush();
    dirty = false; // expect: await-check-then-act
  }
  void edit(int line) {
    lines = line;
    dirty = true;
  }

private:
  bool open = true, running = false, vacant = true, dirty = false;
  int feeds = 1, lines = 0;
  std::unique_ptr<Pipe> pipe;
};

class Redialer {
public:
  mock::task<> keep_up() {
    for (;;) {
      bool up = co_await dial();
      if (up) {
        failures = 0; // ok: the count was looked at in another round
        co_return;
      }
      if (++failures > 5)
        co_return;
    }
  }

private:
  int failures = 0;
};
