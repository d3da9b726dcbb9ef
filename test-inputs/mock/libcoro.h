//===- libcoro.h - The parts of libcoro that a model knows -------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of libcoro, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <cstdint>
#include <memory>
#include <tuple>
#include <vector>

namespace coro {
template <class T = void> class task : public kit::lazy<task<T>, T> {
public:
  using kit::lazy<task<T>, T>::lazy;
};

class mutex;
class scoped_lock {
public:
  scoped_lock(scoped_lock &&other) noexcept;
  scoped_lock &operator=(scoped_lock &&other) noexcept;
  ~scoped_lock();
  void unlock();
};
class mutex {
public:
  kit::awaiter<scoped_lock> scoped_lock();
  kit::awaiter<> lock();
  bool try_lock();
  void unlock();
};

class shared_mutex {
public:
  kit::awaiter<> lock();
  kit::awaiter<> lock_shared();
  bool try_lock();
  bool try_lock_shared();
  task<> unlock();
  task<> unlock_shared();
  template <class T> task<T> scoped_lock(task<T> body);
  template <class T> task<T> scoped_lock_shared(task<T> body);
};

template <std::ptrdiff_t Most> class semaphore {
public:
  explicit semaphore(std::ptrdiff_t start);
  kit::awaiter<bool> acquire();
  bool try_acquire();
  task<> release();
  std::ptrdiff_t value() const noexcept;
};

class event {
public:
  kit::awaiter<> operator co_await() const noexcept;
  void set() noexcept;
  bool is_set() const noexcept;
};

class latch {
public:
  explicit latch(std::int64_t count) noexcept;
  kit::awaiter<> operator co_await() const noexcept;
  void count_down(std::int64_t by = 1) noexcept;
};
class condition_variable {
public:
  kit::awaiter<> wait(class scoped_lock &lock);
  template <class P> task<> wait(class scoped_lock &lock, P predicate);
  void notify_one();
  void notify_all();
};
template <class T> class queue {
public:
  task<int> push(T value);
  kit::awaiter<T> pop();
};
class thread_pool {
public:
  kit::awaiter<> schedule();
  bool spawn_detached(task<> user_task) noexcept;
  task<> spawn_joinable(task<> user_task) noexcept;
  kit::awaiter<> yield();
};

class scheduler : public thread_pool {
public:
  task<> yield_for(std::chrono::milliseconds amount);
  task<> schedule_after(std::chrono::milliseconds amount);
  task<> yield_until(std::chrono::steady_clock::time_point when);
  template <class T> task<T> schedule(task<T> work);
};

template <class... Ts> kit::awaiter<std::tuple<task<Ts>...>> when_all(task<Ts>... tasks);
template <class T> kit::awaiter<std::vector<task<T>>> when_all(std::vector<task<T>> tasks);
template <class... Ts> task<std::size_t> when_any(task<Ts>... tasks);
template <class Pool> class task_group {
public:
  explicit task_group(Pool &pool);
  bool start(task<> work);
  kit::awaiter<> operator co_await() const noexcept;
};
template <class T> T sync_wait(task<T> t);
} // namespace coro
