// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What looks like a guard of a lock is a declaration that hides it.
#include "coro.h"

#include <mutex>

std::mutex printer;

mock::task<> send(int page);

class Printer {
public:
  mock::task<> print(int page) {
    std::unique_lock<std::mutex>(paper_); // expect: await-unheld-lock
    if (sheets_ > 0)
      --sheets_;
    co_await send(page);
  }

  mock::task<> print_all() {
    std::unique_lock<std::mutex>(printer); // expect: await-unheld-lock
    --sheets_;
    co_await send(0);
  }

  mock::task<> later(int page) {
    std::unique_lock<std::mutex> lock; // ok: takes it when it is needed
    lock = std::unique_lock<std::mutex>(paper_);
    --sheets_;
    lock.unlock();
    co_await send(page);
  }

  mock::task<> by_another_name(int page) {
    std::unique_lock<std::mutex> guard(paper_); // ok: it is held
    --sheets_;
    guard.unlock();
    co_await send(page);
  }

  mock::task<> used(int page) {
    std::unique_lock<std::mutex> paper_(this->paper_); // ok: hides it, and holds it
    --sheets_;
    paper_.unlock();
    co_await send(page);
  }

private:
  std::mutex paper_;
  int sheets_ = 100;
};
