//===- async_simple.h - The parts of async_simple that a model knows *- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of async_simple, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <mutex>
#include <tuple>
#include <vector>

namespace async_simple {
class Executor;
struct Unit {};
template <class T> class Try {
public:
  T &value();
};
template <> class Try<void> {
public:
  bool hasError() const;
};
struct CurrentExecutor {};
class Slot;
struct CurrentSlot {};

namespace coro {
template <class T = void> class RescheduleLazy;
template <class T> struct LazyPromise;
template <class T = void> class Lazy : public kit::awaiter<T> {
public:
  using promise_type = LazyPromise<T>;
  Lazy(Lazy &&) noexcept;
  ~Lazy();
  template <class F> void start(F &&done);
  RescheduleLazy<T> via(Executor *executor) &&;
};
template <class T> struct LazyPromise : kit::promise<Lazy<T>, T, std::suspend_always> {
  template <class A> A &&await_transform(A &&awaitable);
  kit::ready<Executor *> await_transform(CurrentExecutor);
  kit::ready<Slot *> await_transform(CurrentSlot);
};
template <class T> class RescheduleLazy : public kit::awaiter<T> {
public:
  void detach();
  template <class F> void start(F &&done);
};

class Mutex {
public:
  bool tryLock() noexcept;
  kit::awaiter<> coLock() noexcept;
  kit::awaiter<std::unique_lock<Mutex>> coScopedLock() noexcept;
  void unlock() noexcept;
};
class SpinLock {
public:
  bool tryLock() noexcept;
  Lazy<> coLock() noexcept;
  Lazy<std::unique_lock<SpinLock>> coScopedLock() noexcept;
  void unlock() noexcept;
};
template <typename Lock> class SharedMutexBase {
public:
  Lazy<> coLock() noexcept;
  Lazy<> coLockShared() noexcept;
  bool tryLock() noexcept;
  bool tryLockShared() noexcept;
  Lazy<> unlock() noexcept;
  Lazy<> unlockShared() noexcept;
};
struct SharedMutex : SharedMutexBase<SpinLock> {};
template <class Lock> class ConditionVariable {
public:
  void notifyOne() noexcept;
  void notifyAll() noexcept;
  Lazy<> wait(Lock &lock) noexcept;
  template <class P> Lazy<> wait(Lock &lock, P &&predicate) noexcept;
};
template <std::size_t Most> class CountingSemaphore {
public:
  explicit CountingSemaphore(std::size_t desired);
  Lazy<> acquire() noexcept;
  Lazy<> release(std::size_t update = 1) noexcept;
  Lazy<bool> try_acquire() noexcept;
};
using BinarySemaphore = CountingSemaphore<1>;

struct Yield {
  kit::awaiter<> coAwait(Executor *executor) const;
  kit::awaiter<> operator co_await() const;
};
Lazy<> sleep(std::chrono::milliseconds time);
template <class... Ts> Lazy<std::tuple<Try<Ts>...>> collectAll(Lazy<Ts>... tasks);
template <class T> Lazy<std::vector<Try<T>>> collectAll(std::vector<Lazy<T>> &&tasks);
template <class... Ts> Lazy<std::tuple<Try<Ts>...>> collectAllPara(RescheduleLazy<Ts>... tasks);
template <class T> Lazy<std::vector<Try<T>>> collectAllPara(std::vector<RescheduleLazy<T>> &&tasks);
template <class T>
Lazy<std::vector<Try<T>>> collectAllWindowed(std::size_t most, bool yields, std::vector<Lazy<T>> &&tasks);
template <class T> Lazy<std::size_t> collectAny(std::vector<Lazy<T>> &&tasks);
class Latch {
public:
  explicit Latch(std::size_t count);
  Lazy<> count_down(std::size_t by = 1);
  Lazy<> wait() noexcept;
  Lazy<> arrive_and_wait(std::size_t by = 1) noexcept;
};
template <class T> T syncAwait(Lazy<T> &&lazy);
} // namespace coro
} // namespace async_simple
