// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// std::atomic_flag says who is busy: asking and setting it is one step, or two.
#include "coro.h"

#include <atomic>
#include <string>

mock::task<> write_out(const std::string &text);

class Journal {
public:
  mock::task<> flush_once() {
    if (busy_.test_and_set())
      co_return;
    co_await write_out(text_);
    text_.clear(); // ok: one at a time
    busy_.clear();
  }

  mock::task<> close() {
    if (closed_.test()) // note: check
      co_return;
    co_await write_out("end"); // note: suspension
    closed_.test_and_set();    // expect: await-check-then-act
  }

  mock::task<> close_once() {
    if (closed_.test_and_set())
      co_return;
    co_await write_out("end"); // ok: only the first one comes here
  }

private:
  std::atomic_flag busy_, closed_;
  std::string text_;
};
