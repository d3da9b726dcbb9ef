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
template <class T = void> class Task : public kit::lazy<Task<T>, T> {
public:
  using kit::lazy<Task<T>, T>::lazy;
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
