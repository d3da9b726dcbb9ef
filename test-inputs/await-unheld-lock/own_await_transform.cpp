// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A promise with an await_transform: what it is given is awaited, not started beside the coroutine.
#include "coro.h"

#include <coroutine>
#include <exception>
#include <utility>

struct Job {
  struct promise_type {
    Job get_return_object() {
      return Job{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    template <class Awaitable>
    decltype(auto) await_transform(Awaitable &&awaitable) noexcept {
      return std::forward<Awaitable>(awaitable);
    }
  };
  explicit Job(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  Job(Job &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  ~Job() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<>) { handle.resume(); }
  void await_resume() {}
  std::coroutine_handle<promise_type> handle;
};

/// Gives the mutex back while it waits.
class Condition {
public:
  Job wait(mock::mutex &mutex) {
    mutex.unlock();
    co_await changed_.wait();
    co_await mutex.lock();
  }

private:
  mock::event changed_;
};

class Printer {
public:
  // scenario: 99
  Job print() {
    co_await mutex_.lock(); // ok: unlocked at the end, and by the wait in between for a while
    while (!paper_)
      co_await refilled_.wait(mutex_);
    --sheets_;
    mutex_.unlock();
  }

  Job print_and_leave() {
    co_await mutex_.lock();
    if (!paper_)
      co_return; // expect: await-unheld-lock
    --sheets_;
    mutex_.unlock();
  }

  Job refill() {
    co_await mutex_.lock();
    paper_ = true;
    mutex_.unlock();
  }

private:
  mock::mutex mutex_;
  Condition refilled_;
  bool paper_ = false;
  int sheets_ = 5;
};
