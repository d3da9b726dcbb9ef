//===- folly.h - The parts of folly::coro that a model knows -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of folly::coro, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <tuple>
#include <vector>

namespace folly {
class Executor;
class CancellationToken {
public:
  bool isCancellationRequested() const noexcept;
};

template <class T = void> class Future;
template <class T = void> class SemiFuture : public kit::awaiter<T> {
public:
  SemiFuture(SemiFuture &&) noexcept;
  ~SemiFuture();
  Future<T> via(Executor *executor) &&;
  template <class F> SemiFuture<> deferValue(F &&next) &&;
};
template <class T> class Future : public kit::awaiter<T> {
public:
  Future(Future &&) noexcept;
  ~Future();
  template <class F> Future<> thenValue(F &&next) &&;
  template <class F> Future<> thenTry(F &&next) &&;
  template <class F> Future<> thenError(F &&next) &&;
  template <class F> Future<T> ensure(F &&next) &&;
};

namespace coro {
template <class T = void> class Task : public kit::lazy<Task<T>, T> {
public:
  using kit::lazy<Task<T>, T>::lazy;
  SemiFuture<T> semi() &&;
};
template <class T = void> class TaskWithExecutor : public kit::awaiter<T> {
public:
  TaskWithExecutor(TaskWithExecutor &&) noexcept;
  ~TaskWithExecutor();
  SemiFuture<T> start() &&;
  template <class F> void start(F &&done) &&;
};
template <class T>
TaskWithExecutor<T> co_withExecutor(Executor *executor, Task<T> task);

struct co_current_executor_t {
  kit::ready<Executor *> operator co_await() const;
};
inline constexpr co_current_executor_t co_current_executor{};
struct co_current_cancellation_token_t {
  kit::ready<CancellationToken> operator co_await() const;
};
inline constexpr co_current_cancellation_token_t co_current_cancellation_token{};
struct co_reschedule_on_current_executor_t {
  kit::awaiter<> operator co_await() const;
};
inline constexpr co_reschedule_on_current_executor_t
    co_reschedule_on_current_executor{};

struct co_safe_point_t {
  kit::ready<> operator co_await() const;
};
inline constexpr co_safe_point_t co_safe_point{};

Task<> sleep(std::chrono::milliseconds time);
Task<> sleepReturnEarlyOnCancel(std::chrono::milliseconds time);
template <class T> Task<T> timeout(Task<T> task, std::chrono::milliseconds time);

// What co_yield hands over, and the next one.
template <class Reference> class AsyncGenerator {
public:
  class NextResult {
  public:
    explicit operator bool() const noexcept;
    Reference operator*() const;
  };
  struct promise_type {
    AsyncGenerator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    kit::awaiter<> yield_value(Reference value) noexcept;
    void return_void();
    void unhandled_exception();
  };
  AsyncGenerator(AsyncGenerator &&other) noexcept;
  ~AsyncGenerator();
  kit::awaiter<NextResult> next();
};
template <class Reference>
AsyncGenerator<Reference> merge(Executor *executor, std::vector<AsyncGenerator<Reference>> sources);

class Mutex {
public:
  bool try_lock() noexcept;
  void unlock() noexcept;
  kit::awaiter<> co_lock() noexcept;
  kit::awaiter<std::unique_lock<Mutex>> co_scoped_lock() noexcept;
};

class SharedMutexFair;
class SharedLockGuard {
public:
  SharedLockGuard(SharedLockGuard &&) noexcept;
  ~SharedLockGuard();
  void unlock();
};
class SharedMutexFair {
public:
  bool try_lock() noexcept;
  bool try_lock_shared() noexcept;
  void unlock() noexcept;
  void unlock_shared() noexcept;
  kit::awaiter<> co_lock();
  kit::awaiter<> co_lock_shared();
  kit::awaiter<> co_lock_upgrade();
  kit::awaiter<std::unique_lock<SharedMutexFair>> co_scoped_lock_upgrade();
  kit::awaiter<std::unique_lock<SharedMutexFair>> co_scoped_lock();
  kit::awaiter<SharedLockGuard> co_scoped_lock_shared();
};
using SharedMutex = SharedMutexFair;

class Baton {
public:
  kit::awaiter<> operator co_await() const noexcept;
  void post() noexcept;
  void reset() noexcept;
};

class AsyncScope {
public:
  template <class T> void add(TaskWithExecutor<T> &&task);
  Task<> joinAsync();
};
template <class T>
AsyncGenerator<T &&> makeUnorderedAsyncGenerator(AsyncScope &scope, std::vector<Task<T>> tasks);
class CancellableAsyncScope {
public:
  template <class T> void add(TaskWithExecutor<T> &&task);
  Task<> cancelAndJoinAsync();
};
template <class F> auto co_invoke(F &&body) -> decltype(body());

template <class... Ts> Task<std::tuple<kit::value_t<Ts>...>> collectAll(Task<Ts> &&...tasks);
template <class T> Task<std::vector<kit::value_t<T>>> collectAllRange(std::vector<Task<T>> tasks);
template <class... Ts> Task<std::tuple<kit::value_t<Ts>...>> collectAllTry(Task<Ts> &&...tasks);
template <class T> Task<std::vector<kit::value_t<T>>> collectAllTryRange(std::vector<Task<T>> tasks);
Task<> collectAllWindowed(std::vector<Task<>> tasks, std::size_t most);
template <class... Ts> Task<std::pair<std::size_t, int>> collectAny(Task<Ts> &&...tasks);
template <class T> T blockingWait(Task<T> task);
} // namespace coro

namespace fibers {
class Semaphore {
public:
  explicit Semaphore(std::size_t tokens);
  void signal();
  coro::Task<> co_wait();
  bool try_wait();
  std::size_t getAvailableTokens() const;
};
} // namespace fibers
} // namespace folly
