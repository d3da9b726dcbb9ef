// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A busy flag that is cleared before the act turns others away until the next suspension.
#include "coro.h"

#include <memory>
#include <utility>

struct Line {
  mock::task<> hang_up();
};
mock::task<std::shared_ptr<Line>> dial();
mock::task<> log(int calls);

class Phone {
public:
  mock::task<std::shared_ptr<Line>> line() {
    while (!line_) {
      if (dialling_) {
        co_await changed_.wait();
        continue;
      }
      dialling_ = true;
      std::shared_ptr<Line> fresh;
      try {
        fresh = co_await dial();
      } catch (...) {
      }
      dialling_ = false;
      changed_.notify_all();
      if (!fresh)
        co_return nullptr;
      line_ = std::move(fresh); // ok: nobody has run since it was cleared
    }
    co_return line_;
  }

  mock::task<bool> call(int n) {
    if (calling_)
      co_return false;
    calling_ = true;
    const int before = calls_; // note: check
    co_await log(before);
    calling_ = false;
    co_await log(n);
    calls_ = before + n; // expect: await-stale-write
    co_return true;
  }

  mock::task<bool> call_once(int n) {
    if (calling_)
      co_return false;
    calling_ = true;
    const int before = answered_;
    co_await log(before);
    calling_ = false;
    answered_ = before + n; // ok: nobody has run since it was cleared
    co_await log(n);
    co_return true;
  }

  mock::task<bool> call_perhaps(int n) {
    if (calling_)
      co_return false;
    calling_ = true;
    const int before = missed_; // note: check
    co_await log(before);
    calling_ = false;
    if (n > 3)
      co_await log(n);
    missed_ = before + n; // expect: await-stale-write
    co_return true;
  }

private:
  std::shared_ptr<Line> line_;
  bool dialling_ = false, calling_ = false;
  int calls_ = 0, answered_ = 0, missed_ = 0;
  mock::condition_variable changed_;
};
