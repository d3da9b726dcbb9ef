// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is changed together elsewhere, where each round of a loop changes the one or the other, and
// where both are changed, on two sides of a wait.
#include "coro.h"

namespace relay {

mock::task<int> next_frame();
mock::task<> log_frame(int frame);

class Receiver {
public:
  mock::task<> receive() {
    for (;;) {
      const int frame = co_await next_frame();
      if (frame < 0) {
        sealed_ = frame; // ok: this round brings no other frame
        break;
      }
      last_ = frame;
    }
  }

  mock::task<> receive_and_log() {
    const int frame = co_await next_frame();
    last_ = frame;             // note: check
    co_await log_frame(frame); // note: suspension
    sealed_ = frame;           // expect: await-torn-update medium
  }

  void reset(int frame) {
    last_ = frame;
    sealed_ = frame;
  }
  void step(int by) {
    last_ = last_ + by;
    sealed_ = sealed_ + by;
  }

private:
  int last_ = 0;
  int sealed_ = 0;
};

} // namespace relay
