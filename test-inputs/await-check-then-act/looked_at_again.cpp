// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A look before the lock saves the wait; the look after it decides. What counts
// is the last look before the act, on every path.
// scenario: 42, 43, 99
#include "coro.h"
#include <map>
#include <string>

mock::task<> warm_up();
mock::task<std::string> render(int page);

class Archive {
public:
  mock::task<> open() {
    if (opened)
      co_return;
    auto held = co_await gate.scoped_lock();
    if (opened)
      co_return;
    co_await warm_up();
    opened = true; // ok: the lock is held from the second look on
  }

  mock::task<> open_by_helper() {
    if (!opened) {
      auto held = co_await gate.scoped_lock();
      bool done = opened;
      if (!done) {
        co_await warm_up();
        mark(); // ok: as above
      }
    }
  }

  mock::task<std::string> page(int number) {
    if (auto it = pages.find(number); it != pages.end())
      co_return it->second;
    auto held = co_await gate.scoped_lock();
    if (auto it = pages.find(number); it != pages.end())
      co_return it->second;
    std::string text = co_await render(number);
    pages[number] = text; // ok: nobody else renders under the lock
    co_return text;
  }

  mock::task<> open_for_some(bool careful) {
    if (reading)
      co_return;
    auto held = co_await gate.scoped_lock();
    if (careful) {
      if (reading) // a second look on one path only
        co_return;
    }
    reading = true; // expect: await-check-then-act
  }

  mock::task<> open_and_wait_again() {
    if (writing)
      co_return;
    {
      auto held = co_await gate.scoped_lock();
      if (writing) // note: check
        co_return;
    }
    co_await warm_up(); // note: suspension
    writing = true;     // expect: await-check-then-act
  }

private:
  void mark() { opened = true; }
  mock::mutex gate;
  bool opened = false, reading = false, writing = false;
  std::map<int, std::string> pages;
};

class Turnstile {
public:
  mock::task<> enter() {
    bool waited = false;
    while (true) {
      if (!taken) {
        taken = true;
        break;
      }
      co_await freed.wait();
      waited = true;
    }
    if (waited) {
      try {
        co_await warm_up();
      } catch (...) {
        taken = false; // ok: it was free when we took it, and it is ours
        throw;
      }
    }
  }
  void leave() {
    taken = false;
    freed.set();
  }

private:
  mock::event freed;
  bool taken = false;
};
