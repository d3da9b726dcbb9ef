// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The promise type tells whether a coroutine starts by itself: classes of the
// project's own, with other names, through bases, aliases and
// std::coroutine_traits.
#include "coro.h"

#include <coroutine>
#include <exception>

namespace work {
struct promise_base {
  struct wait_for_start {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
  };
  auto initial_suspend() noexcept { return wait_for_start{}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception() { std::terminate(); }
};
template <class T> class job;
template <class T> struct job_promise : promise_base {
  job<T> get_return_object();
  void return_value(T value);
};
template <> struct job_promise<void> : promise_base {
  job<void> get_return_object();
  void return_void() {}
};
template <class T> class job {
public:
  using promise_type = job_promise<T>;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() const;
};

// The project's own starter: puts itself on a queue.
struct queued {
  struct promise_type {
    struct enqueue {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> h) const {
        mock::run_queue.push_back(h);
      }
      void await_resume() const noexcept {}
    };
    queued get_return_object() { return {}; }
    enqueue initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

// A promise that stands elsewhere.
class order {
public:
  void resume();
};
struct order_promise : promise_base {
  order get_return_object();
  void return_void() {}
};
} // namespace work

template <class... Args> struct std::coroutine_traits<work::order, Args...> {
  using promise_type = work::order_promise;
};

work::job<int> measure();
work::job<void> calibrate();
using quiet = work::job<void>;
quiet warm_up();
work::queued background();
work::order place_order();

work::job<void> prepare() {
  measure(); // expect: await-unawaited-task
  calibrate(); // expect: await-unawaited-task
  warm_up(); // expect: await-unawaited-task
  background(); // ok: starts by itself
  place_order(); // expect: await-unawaited-task
  place_order().resume();
  co_await calibrate();
}

mock::async_generator<int> ticks();
void skip() {
  ticks(); // ok: nothing to await; a generator that is not asked does nothing
}
