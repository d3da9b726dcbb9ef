// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two locks are held; that the others take one of them is enough, whichever it is.
#include "coro.h"
#include <string>

mock::task<std::string> translate(std::string text);

class Page {
public:
  mock::task<> publish() {
    auto press = co_await press_.scoped_lock();
    auto text = co_await text_lock_.scoped_lock();
    auto done = co_await translate(text_);
    text_ = done; // ok: who changes it takes the second lock
  }

  mock::task<> edit(std::string text) {
    auto guard = co_await text_lock_.scoped_lock();
    text_ = std::move(text);
  }

private:
  mock::mutex press_, text_lock_;
  std::string text_;
};

class Poster {
public:
  mock::task<> publish() {
    auto press = co_await press_.scoped_lock();
    auto text = co_await text_lock_.scoped_lock();
    auto done = co_await translate(text_);
    text_ = done; // expect: await-stale-write medium
  }

  mock::task<> edit(std::string text) {
    auto guard = co_await paint_.scoped_lock();
    text_ = std::move(text); // note: writer
  }

private:
  mock::mutex press_, text_lock_, paint_;
  std::string text_;
};
