//===- corral.h - The parts of corral that a model knows ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of corral, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <tuple>

namespace corral {
class Nursery;
namespace detail {
/// What CORRAL_WITH_NURSERY gives to co_yield.
struct Scope {};
template <class F> struct InScope {
  F body;
};
template <class F> InScope<F> operator%(Scope, F &&body);
template <class Own, class T> struct TaskPromise : kit::promise<Own, T, std::suspend_always> {
  template <class F> kit::awaiter<> yield_value(InScope<F> &&scope);
};
} // namespace detail
#define CORRAL_WITH_NURSERY(name) co_yield ::corral::detail::Scope{} % [&](::corral::Nursery &name) -> ::corral::Task<>

template <class T = void> class Task : public kit::awaiter<T> {
public:
  using promise_type = detail::TaskPromise<Task<T>, T>;
  Task(Task &&) noexcept;
  ~Task();
};

class Semaphore {
public:
  class Lock {
  public:
    Lock(Lock &&other) noexcept;
    ~Lock();
  };
  explicit Semaphore(std::size_t initial = 1);
  std::size_t value() const noexcept;
  kit::awaiter<> acquire();
  void release();
  kit::awaiter<Lock> lock();
};

class Event {
public:
  kit::awaiter<> operator co_await() const;
  void trigger();
  bool triggered() const;
};

template <class T> class Value {
public:
  const T &get() const;
  void set(T value);
  kit::awaiter<T> untilEquals(T expected);
};

class Nursery {
public:
  template <class F, class... Args> void start(F &&body, Args &&...args);
};

template <class I> kit::awaiter<> sleepFor(I &loop, std::chrono::milliseconds time);
struct yield_t {
  kit::awaiter<> operator co_await() const;
};
inline constexpr yield_t yield{};
template <class... Ts> kit::awaiter<std::tuple<Ts...>> allOf(Ts &&...tasks);
template <class... Ts> kit::awaiter<std::tuple<Ts...>> anyOf(Ts &&...tasks);
template <class... Ts> kit::awaiter<std::tuple<Ts...>> mostOf(Ts &&...tasks);
class ParkingLot {
public:
  kit::awaiter<> park();
  void unparkOne();
  void unparkAll();
};
} // namespace corral
