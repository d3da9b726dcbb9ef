//===- yaclib.h - The parts of YACLib that a model knows ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of YACLib, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <tuple>

namespace yaclib {
class IExecutor;
template <class T = void> class Future : public kit::eager<Future<T>, T> {
public:
  using kit::eager<Future<T>, T>::eager;
  template <class F> Future<> Then(IExecutor &on, F &&next) &&;
};
template <class T = void> class Task : public kit::lazy<Task<T>, T> {
public:
  using kit::lazy<Task<T>, T>::lazy;
};

template <class M> class UniqueGuard {
public:
  UniqueGuard(UniqueGuard &&other) noexcept;
  explicit operator bool() const noexcept;
  ~UniqueGuard();
  kit::awaiter<> Lock();
  kit::awaiter<> Unlock();
  void UnlockHere();
};
template <class M> class StickyGuard {
public:
  StickyGuard(StickyGuard &&other) noexcept;
  ~StickyGuard();
};
template <class M> class SharedGuard {
public:
  SharedGuard(SharedGuard &&other) noexcept;
  ~SharedGuard();
};
template <bool Batching = true> class Mutex {
public:
  bool TryLock() noexcept;
  kit::awaiter<> Lock() noexcept;
  kit::awaiter<> Unlock() noexcept;
  kit::awaiter<> UnlockOn(IExecutor &on) noexcept;
  void UnlockHere() noexcept;
  kit::awaiter<UniqueGuard<Mutex>> Guard() noexcept;
  kit::awaiter<StickyGuard<Mutex>> GuardSticky() noexcept;
  UniqueGuard<Mutex> TryGuard() noexcept;
};
template <bool Fifo = true> class SharedMutex {
public:
  kit::awaiter<> Lock() noexcept;
  kit::awaiter<> LockShared() noexcept;
  void UnlockHere() noexcept;
  void UnlockHereShared() noexcept;
  kit::awaiter<UniqueGuard<SharedMutex>> Guard() noexcept;
  kit::awaiter<SharedGuard<SharedMutex>> GuardShared() noexcept;
};
kit::awaiter<> On(IExecutor &on) noexcept;
template <class... Ts> kit::awaiter<> Await(Future<Ts> &...futures);
template <class... Ts> Future<std::tuple<kit::value_t<Ts>...>> WhenAll(Future<Ts>... futures);
template <class... Ts> Future<> WhenAny(Future<Ts>... futures);
template <class F> Future<> Run(IExecutor &on, F &&body);
class WaitGroup {
public:
  void Add(std::size_t count = 1) noexcept;
  void Done(std::size_t count = 1) noexcept;
  kit::awaiter<> Await() noexcept;
};
class OneShotEvent {
public:
  kit::awaiter<> Await() noexcept;
  void Set() noexcept;
};
struct Yield_t {
  kit::awaiter<> operator co_await() const;
};
inline constexpr Yield_t kYield{};
struct CurrentExecutor_t {
  kit::ready<IExecutor *> operator co_await() const;
};
inline constexpr CurrentExecutor_t CurrentExecutor{};
} // namespace yaclib
