//===- explored.h - The mock library under the explorer ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What test-inputs/mock/coro.h does with MOCK_EXPLORED: waits ask the explorer
/// instead of a run queue, a wait for the end of others is a condition instead
/// of a loop, and a detached coroutine is an instance that begins in a step of
/// its own. Without an exploration there is no run queue: such a program would
/// hang.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TRUTH_MOCK_EXPLORED_H
#define AWAIT_TIDY_TRUTH_MOCK_EXPLORED_H

#include <await_tidy/explorer/scheduler.h>

namespace mock::detail {

using await_tidy::explorer::Scheduler;
inline Scheduler &scheduler() {
  return await_tidy::explorer::detail::scheduler();
}

/// Locks that are free are waited for as well, as if somebody had just held
/// them: others run between the question and the lock.
inline bool contended = false;

/// How often anybody had to wait so far, or was started.
inline unsigned waits = 0;

/// Waits for a condition.
struct until {
  std::function<bool()> holds;
  bool await_ready() const { return holds(); }
  void await_suspend(
      std::coroutine_handle<> h,
      std::source_location at = std::source_location::current()) const {
    ++waits;
    await_tidy::explorer::Suspension how{.Where = {"wait", at}};
    how.CanGoOn = holds;
    scheduler().suspend(h, std::move(how));
  }
  void await_resume() const noexcept {}
};

/// At the beginning of a detached coroutine: its first step is one of its own.
struct begin_detached : std::suspend_always {
  void await_suspend(std::coroutine_handle<> h) const {
    ++waits;
    scheduler().adopt(h);
    scheduler().start(h, "");
  }
};

} // namespace mock::detail

/// The line of the co_await.
#define MOCK_AT , std::source_location at = std::source_location::current()
#define MOCK_SUSPEND(handle)                                                   \
  (++detail::waits,                                                            \
   detail::scheduler().suspend(handle, {.Where = {"await", at}}))
#define MOCK_PARK(handle)                                                      \
  (++detail::waits, detail::scheduler().park(handle, {"wait", at}))
#define MOCK_READY(taken) (!detail::contended && (taken))
#define MOCK_TAKE(taken)                                                       \
  if (detail::contended && (taken))                                            \
  return ++detail::waits,                                                      \
         detail::scheduler().suspend(h, {.Where = {"lock", at}})
#define MOCK_WAKE(handle) detail::scheduler().wake(handle)
#define MOCK_WAIT_UNTIL(condition)                                             \
  co_await detail::until {                                                     \
    [&] { return condition; }                                                  \
  }
#define MOCK_DETACHED_BEGIN detail::begin_detached
#define MOCK_DETACHED_ERROR()                                                  \
  detail::scheduler().fail("an exception leaves a detached coroutine")
#define MOCK_DETACHED_PROMISE                                                  \
  detail::Scheduler *owner = &detail::scheduler();                             \
  ~promise_type() {                                                            \
    owner->disown(std::coroutine_handle<promise_type>::from_promise(*this));   \
  }

#endif
