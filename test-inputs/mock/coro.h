//===- coro.h - A small coroutine library for the test inputs ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every coroutine library has, in the smallest form that compiles and
// runs: a lazy task, an eager task, a future with continuations, an async
// generator, an async mutex, a semaphore, an event and a condition variable, on
// one single-threaded run queue. It is a system header on purpose: the analyzer
// must treat it the way it treats an installed library.
//
// With MOCK_EXPLORED, the scheduler of tests/truth takes the place of the run
// queue (explored.h); for everybody else the macros below are what they say.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include <coroutine>
#include <deque>
#include <exception>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#ifdef MOCK_EXPLORED
#include "explored.h"
#else
#define MOCK_AT
#define MOCK_SUSPEND(handle) run_queue.push_back(handle)
#define MOCK_PARK(handle)
#define MOCK_READY(taken) (taken)
#define MOCK_TAKE(taken)
#define MOCK_WAKE(handle) run_queue.push_back(handle)
#define MOCK_WAIT_UNTIL(condition)                                             \
  while (!(condition))                                                         \
  co_await yield()
#define MOCK_DETACHED_PROMISE
#define MOCK_DETACHED_ERROR() std::terminate()
#define MOCK_DETACHED_BEGIN std::suspend_never
#endif

namespace mock {

/// The handles that are ready to run, in order.
inline std::deque<std::coroutine_handle<>> run_queue;

/// Resumes ready coroutines until none is left.
inline void run() {
  while (!run_queue.empty()) {
    auto h = run_queue.front();
    run_queue.pop_front();
    h.resume();
  }
}

namespace detail {
struct final_awaiter {
  bool await_ready() const noexcept { return false; }
  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
    auto next = h.promise().continuation;
    return next ? next : std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

template <class T> struct promise_result {
  std::optional<T> value;
  std::exception_ptr error;
  template <class U> void return_value(U &&v) { value.emplace(std::forward<U>(v)); }
  T take() {
    if (error)
      std::rethrow_exception(error);
    return std::move(*value);
  }
};
template <> struct promise_result<void> {
  std::exception_ptr error;
  void return_void() noexcept {}
  void take() {
    if (error)
      std::rethrow_exception(error);
  }
};
} // namespace detail

/// Starts when it is awaited.
template <class T = void> class [[nodiscard]] task {
public:
  struct promise_type : detail::promise_result<T> {
    std::coroutine_handle<> continuation;
    task get_return_object() {
      return task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    detail::final_awaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() { this->error = std::current_exception(); }
  };
  task(task &&o) noexcept : handle(std::exchange(o.handle, {})) {}
  task &operator=(task &&o) noexcept {
    std::swap(handle, o.handle);
    return *this;
  }
  ~task() {
    if (handle)
      handle.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
    handle.promise().continuation = h;
    return handle;
  }
  T await_resume() { return handle.promise().take(); }

  std::coroutine_handle<promise_type> release() { return std::exchange(handle, {}); }

private:
  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

/// Starts when it is called and nobody waits for it.
struct detached {
  struct promise_type {
    detached get_return_object() noexcept { return {}; }
    MOCK_DETACHED_BEGIN initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { MOCK_DETACHED_ERROR(); }
    MOCK_DETACHED_PROMISE
  };
};

/// Starts when it is called; can be awaited once.
template <class T = void> class eager_task {
public:
  struct promise_type : detail::promise_result<T> {
    std::coroutine_handle<> continuation;
    eager_task get_return_object() {
      return eager_task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    detail::final_awaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() { this->error = std::current_exception(); }
  };
  eager_task(eager_task &&o) noexcept : handle(std::exchange(o.handle, {})) {}
  ~eager_task() {
    if (handle && handle.done())
      handle.destroy();
  }
  bool await_ready() const noexcept { return handle.done(); }
  void await_suspend(std::coroutine_handle<> h) noexcept {
    handle.promise().continuation = h;
  }
  T await_resume() { return handle.promise().take(); }

private:
  explicit eager_task(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

/// Lets everybody else run once.
struct yield_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h MOCK_AT) const { MOCK_SUSPEND(h); }
  void await_resume() const noexcept {}
};
inline yield_awaiter yield() { return {}; }

/// Lets everybody else run once and gives \p v.
template <class T> struct value_awaiter {
  T value;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h MOCK_AT) const { MOCK_SUSPEND(h); }
  T await_resume() { return std::move(value); }
};
template <class T> value_awaiter<T> async_value(T v) { return {std::move(v)}; }

/// Starts \p t; nobody waits for it.
inline detached spawn(task<> t) { co_await t; }

/// Starts tasks and can wait for all of them.
class scope {
public:
  void spawn(task<> t) {
    ++running;
    [](scope &s, task<> t) -> detached {
      co_await t;
      --s.running;
    }(*this, std::move(t));
  }
  task<> join() {
    MOCK_WAIT_UNTIL(!running);
  }

private:
  std::size_t running = 0;
};

/// Stands for a task that was started: can be awaited for its end.
class join_handle {
public:
  explicit join_handle(task<> t) : run([](task<> t) -> eager_task<> { co_await t; }(std::move(t))) {}
  bool await_ready() const noexcept { return run.await_ready(); }
  void await_suspend(std::coroutine_handle<> h) noexcept { run.await_suspend(h); }
  void await_resume() { run.await_resume(); }

private:
  eager_task<> run;
};
inline join_handle start(task<> t) { return join_handle(std::move(t)); }

/// Runs \p t to its end on the run queue (a nested event loop).
template <class T> T sync_wait(task<T> t) {
  std::optional<T> out;
  auto start = [](task<T> t, std::optional<T> &out) -> detached { out.emplace(co_await t); };
  start(std::move(t), out);
  run();
  return std::move(*out);
}

/// Runs all of them together and waits for the last.
template <class... Ts> task<> when_all(Ts... ts) {
  int left = sizeof...(Ts);
  auto start = [](auto t, int &left) -> detached {
    co_await t;
    --left;
  };
  (start(std::move(ts), left), ...);
  MOCK_WAIT_UNTIL(!left);
}
template <class T> task<> when_all(std::vector<task<T>> ts) {
  std::size_t left = ts.size();
  auto start = [](task<T> t, std::size_t &left) -> detached {
    co_await t;
    --left;
  };
  for (auto &t : ts)
    start(std::move(t), left);
  MOCK_WAIT_UNTIL(!left);
}

/// A value that arrives later, with continuations.
template <class T> class future {
public:
  explicit future(T v) : value(std::move(v)) {}
  template <class F> auto then(F f) -> future<decltype(f(std::declval<T>()))> {
    return future<decltype(f(std::declval<T>()))>(f(std::move(value)));
  }
  template <class F> future &finally(F f) {
    f();
    return *this;
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h MOCK_AT) const { MOCK_SUSPEND(h); }
  T await_resume() { return std::move(value); }

private:
  T value;
};

/// Values that arrive one by one: `while (auto x = co_await gen.next())`.
template <class T> class async_generator {
public:
  struct promise_type {
    std::optional<T> current;
    std::coroutine_handle<> continuation;
    async_generator get_return_object() {
      return async_generator(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    detail::final_awaiter final_suspend() noexcept {
      current.reset();
      return {};
    }
    detail::final_awaiter yield_value(T v) {
      current.emplace(std::move(v));
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() { std::terminate(); }
  };
  struct next_awaiter {
    std::coroutine_handle<promise_type> handle;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
      handle.promise().continuation = h;
      return handle;
    }
    std::optional<T> await_resume() { return handle.promise().current; }
  };
  async_generator(async_generator &&o) noexcept : handle(std::exchange(o.handle, {})) {}
  ~async_generator() {
    if (handle)
      handle.destroy();
  }
  next_awaiter next() { return {handle}; }

private:
  explicit async_generator(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

/// One holder at a time; waiting for it suspends.
class mutex {
public:
  class guard {
  public:
    explicit guard(mutex &m) : owner(&m) {}
    guard(guard &&o) noexcept : owner(std::exchange(o.owner, nullptr)) {}
    guard &operator=(guard &&o) noexcept {
      std::swap(owner, o.owner);
      return *this;
    }
    ~guard() { unlock(); }
    void unlock() {
      if (owner)
        std::exchange(owner, nullptr)->unlock();
    }
    bool owns_lock() const { return owner != nullptr; }

  private:
    mutex *owner;
  };
  struct lock_awaiter {
    mutex &m;
    bool await_ready() const noexcept { return MOCK_READY(m.try_lock()); }
    void await_suspend(std::coroutine_handle<> h MOCK_AT) const {
      MOCK_TAKE(m.try_lock());
      m.waiters.push_back(h);
      MOCK_PARK(h);
    }
    void await_resume() const noexcept {}
  };
  struct scoped_lock_awaiter : lock_awaiter {
    [[nodiscard]] guard await_resume() const noexcept { return guard(m); }
  };
  mutex() = default;
  mutex(const mutex &) = delete;

  lock_awaiter lock() { return {*this}; }
  scoped_lock_awaiter scoped_lock() { return {{*this}}; }
  bool try_lock() { return !std::exchange(locked, true); }
  void unlock() {
    if (waiters.empty()) {
      locked = false;
      return;
    }
    MOCK_WAKE(waiters.front());
    waiters.pop_front();
  }

private:
  bool locked = false;
  std::deque<std::coroutine_handle<>> waiters;
};

/// At most \p n holders at a time.
class semaphore {
public:
  explicit semaphore(int n) : permits(n) {}
  struct acquire_awaiter {
    semaphore &s;
    bool await_ready() const noexcept {
      return MOCK_READY(s.permits > 0 ? (--s.permits, true) : false);
    }
    void await_suspend(std::coroutine_handle<> h MOCK_AT) const {
      MOCK_TAKE(s.permits > 0 ? (--s.permits, true) : false);
      s.waiters.push_back(h);
      MOCK_PARK(h);
    }
    void await_resume() const noexcept {}
  };
  acquire_awaiter acquire() { return {*this}; }
  void release() {
    if (waiters.empty()) {
      ++permits;
      return;
    }
    MOCK_WAKE(waiters.front());
    waiters.pop_front();
  }

private:
  int permits;
  std::deque<std::coroutine_handle<>> waiters;
};

/// Wakes everybody that waits when it is set.
class event {
public:
  struct wait_awaiter {
    event &e;
    bool await_ready() const noexcept { return e.fired; }
    void await_suspend(std::coroutine_handle<> h MOCK_AT) const {
      e.waiters.push_back(h);
      MOCK_PARK(h);
    }
    void await_resume() const noexcept {}
  };
  wait_awaiter wait() { return {*this}; }
  void set() {
    fired = true;
    for (auto h : std::exchange(waiters, {}))
      MOCK_WAKE(h);
  }
  void reset() { fired = false; }
  bool is_set() const { return fired; }

private:
  bool fired = false;
  std::vector<std::coroutine_handle<>> waiters;
};

/// To be asked again after each wait, or waited on with a predicate.
class condition_variable {
public:
  struct wait_awaiter {
    condition_variable &cv;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h MOCK_AT) const {
      cv.waiters.push_back(h);
      MOCK_PARK(h);
    }
    void await_resume() const noexcept {}
  };
  wait_awaiter wait() { return {*this}; }
  template <class P> task<> wait(P pred) {
    while (!pred())
      co_await wait();
  }
  void notify_one() {
    if (waiters.empty())
      return;
    MOCK_WAKE(waiters.front());
    waiters.erase(waiters.begin());
  }
  void notify_all() {
    for (auto h : std::exchange(waiters, {}))
      MOCK_WAKE(h);
  }

private:
  std::vector<std::coroutine_handle<>> waiters;
};

} // namespace mock
