// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A flag that marks what has happened can be set twice; one that should keep others out must come first.
#include "coro.h"

#include <stdexcept>
#include <string>

mock::task<bool> read_line(std::string &line);
mock::task<bool> verify(std::string password);
mock::task<> flush();

class Session {
public:
  // scenario: 60
  mock::task<bool> next(std::string &line) {
    if (closed_)
      co_return false;
    if (!co_await read_line(line)) {
      closed_ = true; // expect: await-check-then-act low
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> login(std::string password) {
    if (locked_)
      co_return false;
    if (!co_await verify(password)) {
      if (++failures_ >= 5)
        locked_ = true; // expect: await-check-then-act low
      co_return false;
    }
    failures_ = 0;
    co_return true;
  }

  mock::task<> save() {
    if (broken_)
      co_return;
    try {
      co_await flush();
    } catch (const std::exception &) {
      broken_ = true; // expect: await-check-then-act low
      throw;
    }
  }

  // scenario: 50
  mock::task<> start() {
    if (started_)
      co_return;
    co_await flush();
    started_ = true; // expect: await-check-then-act
  }

  // Success is what should happen once.
  mock::task<> pay(std::string order) {
    if (paid_)
      co_return;
    const bool done = co_await verify(order);
    if (done)
      paid_ = true; // expect: await-check-then-act
  }

  // The flag is followed by what it should keep others from.
  mock::task<> retry(std::string order) {
    if (retrying_)
      co_return;
    if (!co_await verify(order)) {
      retrying_ = true; // expect: await-check-then-act
      co_await verify(order);
      retrying_ = false;
    }
  }

  void reset() { closed_ = locked_ = broken_ = started_ = paid_ = false; }

private:
  bool closed_ = false, locked_ = false, broken_ = false, started_ = false;
  bool paid_ = false, retrying_ = false;
  int failures_ = 0;
};

// scenario: 60
mock::task<> watch(bool &stopped, std::string &line) {
  if (stopped)
    co_return;
  const bool more = co_await read_line(line);
  if (!more)
    stopped = true; // expect: await-check-then-act low
}
