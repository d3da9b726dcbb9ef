// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Guards that die in the statement that makes them, where it has no braces.
#include "coro.h"

class Register {
public:
  mock::task<> under_if(bool careful) {
    if (careful)
      co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    co_await mock::yield();
    ++entries_;
  }

  mock::task<> under_else(bool first) {
    if (first)
      entries_ = 0;
    else
      co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    ++entries_;
  }

  mock::task<> under_while(int rounds) {
    while (rounds-- > 0)
      co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    ++entries_;
  }

  mock::task<> under_do(int rounds) {
    do
      co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    while (--rounds > 0);
    ++entries_;
  }

  mock::task<> under_for(int rounds) {
    for (int i = 0; i < rounds; ++i)
      co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    ++entries_;
  }

  mock::task<> before_a_comma() {
    co_await mutex_.scoped_lock(), ++entries_; // ok: lives to the end of the statement
  }

  mock::task<> kept() {
    auto guard = co_await mutex_.scoped_lock(); // ok: has a name
    ++entries_;
    co_await mock::yield();
    ++entries_;
  }

private:
  mock::mutex mutex_;
  int entries_ = 0;
};
