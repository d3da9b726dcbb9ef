// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The caller takes the flag before it starts the coroutine, which gives it back
// at its end: only one runs at a time.
// scenario: 49, 67
#include "coro.h"
#include <deque>
#include <string>

mock::task<> transmit(const std::string &line);

class Line {
public:
  void say(std::string text) {
    waiting.push_back(std::move(text));
    if (!sending) {
      sending = true;
      mock::spawn(drain());
    }
  }

private:
  mock::task<> drain() {
    while (!waiting.empty()) {
      co_await transmit(waiting.front());
      waiting.pop_front(); // ok: we are the only one
    }
    sending = false; // ok: it is ours
  }
  std::deque<std::string> waiting;
  bool sending = false;
};

class CrowdedLine {
public:
  void say(std::string text) {
    waiting.push_back(std::move(text));
    mock::spawn(drain()); // one more each time
  }

private:
  mock::task<> drain() {
    while (!waiting.empty()) {
      co_await transmit(waiting.front());
      waiting.pop_front(); // expect: await-check-then-act
    }
  }
  std::deque<std::string> waiting;
};
