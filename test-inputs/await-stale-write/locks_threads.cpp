// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What excludes other threads (locks, strands, actors) need not exclude other coroutines.
#include "coro.h"

#include <mutex>
#include <string>

mock::task<> write_row(std::string table);

// scenario: 100
class HitCounter {
public:
  mock::task<> hit() {
    std::lock_guard<std::mutex> hold(mutex_);
    const long n = hits_;
    co_await write_row("hits");
    hits_ = n + 1; // ok: held over the suspension, which is the concern of another check
  }

private:
  std::mutex mutex_;
  long hits_ = 0;
};

// scenario: 100
class MissCounter {
public:
  mock::task<> miss() {
    std::unique_lock lk(mutex_);
    const long n = misses_; // note: check
    lk.unlock();
    co_await write_row("misses"); // note: suspension
    lk.lock();
    misses_ = n + 1; // expect: await-stale-write
  }

  mock::task<bool> forgive() {
    {
      std::scoped_lock hold(mutex_);
      if (misses_ == 0) // note: check
        co_return false;
    }
    co_await write_row("forgiven"); // note: suspension
    std::scoped_lock hold(mutex_);
    --misses_; // expect: await-check-then-act
    co_return true;
  }

private:
  std::mutex mutex_;
  long misses_ = 0;
};

struct Hop {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> h) const;
  void await_resume() const noexcept {}
};

class Strand {
public:
  Hop enter();
  bool running_here() const;
};

// scenario: 100
class Auction {
public:
  mock::task<> bid(long offer) {
    co_await strand_.enter();
    const long best = best_;   // note: check
    co_await write_row("bid"); // note: suspension
    best_ = best + offer;      // expect: await-stale-write
  }

private:
  Strand strand_;
  long best_ = 0;
};

// scenario: 100
class EventLoop {
public:
  Hop schedule();
};
static EventLoop main_thread;
static int open_windows = 0;

mock::task<> close_window() {
  co_await main_thread.schedule();
  if (open_windows > 0) {         // note: check
    co_await write_row("layout"); // note: suspension
    --open_windows;               // expect: await-check-then-act
  }
}

// scenario: 100
class Actor {
protected:
  void assert_own_thread() const;
};

class ScoreActor : public Actor {
public:
  mock::task<> on_goal(int points) {
    assert_own_thread();
    const int before = score_;   // note: check
    co_await write_row("score"); // note: suspension
    assert_own_thread();
    score_ = before + points; // expect: await-stale-write
  }

  void on_reset() { score_ = 0; }

private:
  int score_ = 0;
};
