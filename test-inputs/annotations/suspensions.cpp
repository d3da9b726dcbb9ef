// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// flags: -Ichecker/annotations/include
// What suspends although nothing is awaited, and what is awaited and does not.
#include "coro.h"

#include <await_tidy/annotations.h>
#include <coroutine>
#include <memory>

AWAIT_TIDY_MAY_SUSPEND void process_events();
void draw();
template <class T> AWAIT_TIDY_MAY_SUSPEND T wait_for(mock::task<T> task);
mock::task<long> measure();
AWAIT_TIDY_NEVER_SUSPENDS mock::task<long> cached_measure();

struct AWAIT_TIDY_NEVER_SUSPENDS Context {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  long await_resume() const noexcept;
};
struct Anything {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  long await_resume() const noexcept;
};

struct Canvas {
  long strokes = 0;
  bool busy = false;

  // scenario: 102
  void stroke() {
    const long before = strokes; // note: check
    process_events();            // note: suspension
    strokes = before + 1;        // expect: await-stale-write
  }
  // scenario: 102
  mock::task<> paint() {
    const long before = strokes; // note: check
    process_events();            // note: suspension
    strokes = before + 1;        // expect: await-stale-write
    co_await measure();
  }
  void plain() {
    const long before = strokes;
    draw();
    strokes = before + 1; // ok: draw is any function
  }
  void clear() { strokes = 0; }
};

// scenario: 102
void add_measure(std::shared_ptr<Canvas> canvas) {
  const long before = canvas->strokes;    // note: check
  const long by = wait_for(measure());    // note: suspension
  canvas->strokes = before + by;          // expect: await-stale-write
}

long total = 0;

// scenario: 97
mock::task<> from_cache() {
  const long before = total;
  const long by = co_await cached_measure();
  total = before + by; // ok: cached_measure never suspends
}

// scenario: 97
mock::task<> from_context() {
  const long before = total;
  const long by = co_await Context{};
  total = before + by; // ok: Context never suspends
}

mock::task<> from_anything() {
  const long before = total; // note: check
  const long by = co_await Anything{}; // note: suspension
  total = before + by; // expect: await-stale-write
}
