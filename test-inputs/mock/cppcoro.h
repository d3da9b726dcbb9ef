//===- cppcoro.h - The parts of cppcoro that a model knows -------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of cppcoro, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <tuple>
#include <vector>

namespace cppcoro {
template <class T = void> class task : public kit::lazy<task<T>, T> {
public:
  using kit::lazy<task<T>, T>::lazy;
};
template <class T = void> class shared_task : public kit::awaiter<T> {
public:
  using promise_type = kit::promise<shared_task<T>, T, std::suspend_always>;
};

class async_mutex;
class async_mutex_lock {
public:
  explicit async_mutex_lock(async_mutex &mutex) noexcept;
  async_mutex_lock(async_mutex_lock &&other) noexcept;
  ~async_mutex_lock();
};
class async_mutex {
public:
  bool try_lock() noexcept;
  kit::awaiter<> lock_async() noexcept;
  kit::awaiter<async_mutex_lock> scoped_lock_async() noexcept;
  void unlock();
};

class async_auto_reset_event {
public:
  kit::awaiter<> operator co_await() const noexcept;
  void set() noexcept;
  void reset() noexcept;
};

class async_scope {
public:
  template <class A> void spawn(A &&awaitable);
  kit::awaiter<> join() noexcept;
};

class io_service {
public:
  kit::awaiter<> schedule() noexcept;
  kit::awaiter<> schedule_after(std::chrono::milliseconds time) noexcept;
};

kit::awaiter<> schedule_on(io_service &service, task<> work);
kit::awaiter<> resume_on(io_service &service, task<> work);
class single_consumer_event {
public:
  kit::awaiter<> operator co_await() const noexcept;
  void set() noexcept;
};
class async_latch {
public:
  explicit async_latch(std::ptrdiff_t count) noexcept;
  void count_down(std::ptrdiff_t by = 1) noexcept;
  kit::awaiter<> operator co_await() const noexcept;
};
template <class... Ts> kit::awaiter<std::tuple<kit::value_t<Ts>...>> when_all_ready(task<Ts>... tasks);
kit::awaiter<> when_all_ready(std::vector<task<>> tasks);
template <class... Ts> kit::awaiter<std::tuple<kit::value_t<Ts>...>> when_all(task<Ts>... tasks);
template <class T> kit::awaiter<std::vector<kit::value_t<T>>> when_all(std::vector<task<T>> tasks);
template <class T> T sync_wait(task<T> t);
} // namespace cppcoro
