// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// flags: -Ichecker/annotations/include
// scenario: 95
// State that one coroutine at a time works with, and says so.
#include "coro.h"

#include <await_tidy/annotations.h>
#include <memory>
#include <string>

mock::task<long> measure();
mock::task<bool> send(std::string line);

class AWAIT_TIDY_SINGLE_OWNER Session {
public:
  mock::task<> step() {
    const long seen = total_;
    const long more = co_await measure();
    total_ = seen + more; // ok: one owner
  }
  mock::task<> close() {
    if (!open_)
      co_return;
    co_await send("bye");
    open_ = false; // ok: one owner
  }

private:
  long total_ = 0;
  bool open_ = true;
};

class SharedSession {
public:
  mock::task<> step() {
    const long seen = total_; // note: check
    const long more = co_await measure(); // note: suspension
    total_ = seen + more; // expect: await-stale-write
  }
  AWAIT_TIDY_SINGLE_OWNER mock::task<> replay();
  void reset() { total_ = 0; }

private:
  long total_ = 0;
};

mock::task<> SharedSession::replay() {
  const long seen = total_;
  const long more = co_await measure();
  total_ = seen + more; // ok: nobody else runs during a replay, says the declaration
}

struct AWAIT_TIDY_SINGLE_OWNER Cursor {
  long line = 0;
};

mock::task<> advance(std::shared_ptr<Cursor> cursor) {
  const long from = cursor->line;
  cursor->line = from + co_await measure(); // ok: one owner
}

Cursor main_cursor;
mock::task<> advance_main() {
  const long from = main_cursor.line;
  const long by = co_await measure();
  main_cursor.line = from + by; // ok: one owner
}

template <class T> struct AWAIT_TIDY_SINGLE_OWNER Slot {
  T value{};
  mock::task<> refill() {
    const T old = value;
    value = old + co_await measure(); // ok: one owner
  }
};
template struct Slot<long>;
