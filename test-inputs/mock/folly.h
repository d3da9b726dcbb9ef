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

namespace coro {
template <class T = void> class Task : public kit::lazy<Task<T>, T> {
public:
  using kit::lazy<Task<T>, T>::lazy;
};
template <class T = void> class TaskWithExecutor : public kit::awaiter<T> {};
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

Task<> sleep(std::chrono::milliseconds time);

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

template <class... Ts> Task<std::tuple<Ts...>> collectAll(Task<Ts> &&...tasks);
template <class T> Task<std::vector<T>> collectAllRange(std::vector<Task<T>> tasks);
Task<> collectAllRange(std::vector<Task<>> tasks);
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

/// A value behind a lock that no coroutine can hold over a wait for long.
template <class T> class Synchronized {
public:
  class LockedPtr {
  public:
    T *operator->() const;
    T &operator*() const;
    void unlock();
    ~LockedPtr();
  };
  class ConstLockedPtr {
  public:
    const T *operator->() const;
    const T &operator*() const;
    ~ConstLockedPtr();
  };
  LockedPtr wlock();
  ConstLockedPtr rlock() const;
  template <class F> decltype(auto) withWLock(F &&body) {
    return std::forward<F>(body)(inside);
  }
  template <class F> decltype(auto) withRLock(F &&body) const {
    return std::forward<F>(body)(inside);
  }
  T copy() const;
  void swap(T &other);

private:
  T inside;
};
} // namespace folly
