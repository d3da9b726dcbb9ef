// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A guard that was given away does not protect its old owner any more.
#include "coro.h"

#include <string>
#include <utility>

mock::task<> notify(std::string who);
void done_with(mock::mutex::guard guard);
mock::future<int> answer();

class Queue {
public:
  mock::task<> take(long n) {
    auto guard = co_await mutex_.scoped_lock();
    if (left_ < n) // note: check
      co_return;
    done_with(std::move(guard));
    co_await notify("taken"); // note: suspension
    left_ -= n;               // expect: await-check-then-act
  }

  mock::task<> take_locked(long n) {
    auto guard = co_await mutex_.scoped_lock();
    const long had = left_;
    co_await tell(std::move(guard)); // note: suspension
    left_ = had - n;                 // expect: await-stale-write
  }

  mock::task<> take_now(long n) {
    auto guard = co_await mutex_.scoped_lock();
    const long had = left_;
    mock::spawn(tell(std::move(guard)));
    left_ = had - n; // expect: await-unheld-lock medium
  }

  mock::task<> take_later(long n) {
    auto guard = co_await mutex_.scoped_lock();
    const long had = left_;
    answer().then([this, n, had, held = std::move(guard)](int) {
      left_ = had - n; // ok: the lambda has the guard
      return 0;
    });
  }

  mock::task<> take_first(long n) {
    auto guard = co_await mutex_.scoped_lock();
    const long had = left_;
    co_await notify("first");
    left_ = had - n; // ok: given away afterwards
    done_with(std::move(guard));
  }

private:
  static mock::task<> tell(mock::mutex::guard guard) { co_await notify("told"); }

  mock::mutex mutex_;
  long left_ = 0;
};

struct Pool {
  mock::mutex mutex;
  int idle = 0;
};

struct Lease {
  mock::mutex::guard guard;
  int clerk = 0;
};
Lease make_lease(mock::mutex::guard guard);

mock::task<> lend(Pool &pool) {
  auto guard = co_await pool.mutex.scoped_lock();
  const int idle = pool.idle;
  auto lease = make_lease(std::move(guard));
  co_await notify("lend");
  pool.idle = idle - lease.clerk; // ok: the lease has it
}

mock::task<> lend_and_forget(Pool &pool) {
  auto guard = co_await pool.mutex.scoped_lock();
  const int idle = pool.idle; // note: check
  done_with(std::move(guard));
  co_await notify("lend"); // note: suspension
  pool.idle = idle - 1;    // expect: await-stale-write
}
