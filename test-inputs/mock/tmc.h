//===- tmc.h - The parts of TooManyCooks that a model knows ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of TooManyCooks, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <tuple>
#include <variant>
#include <vector>

namespace tmc {
template <class T = void> class task : public kit::lazy<task<T>, T> {
public:
  using kit::lazy<task<T>, T>::lazy;
};

class mutex_scope {
public:
  mutex_scope(mutex_scope &&other) noexcept;
  ~mutex_scope();
};
class mutex {
public:
  kit::awaiter<> operator co_await() noexcept;
  bool try_lock() noexcept;
  void unlock() noexcept;
  kit::awaiter<> co_unlock() noexcept;
  kit::awaiter<mutex_scope> lock_scope() noexcept;
};

class semaphore_scope {
public:
  semaphore_scope(semaphore_scope &&other) noexcept;
  ~semaphore_scope();
};
class semaphore {
public:
  explicit semaphore(std::size_t count);
  kit::awaiter<> operator co_await() noexcept;
  bool try_acquire() noexcept;
  std::size_t count() const noexcept;
  void release(std::size_t count = 1) noexcept;
  kit::awaiter<> co_release() noexcept;
  kit::awaiter<semaphore_scope> acquire_scope() noexcept;
};

kit::awaiter<> yield() noexcept;
kit::awaiter<> reschedule() noexcept;

template <class T> class spawned : public kit::awaiter<T> {
public:
  void detach() &&;
  kit::awaiter<T> fork() &&;
};
template <class T> spawned<T> spawn(task<T> work);
template <class... Ts> kit::awaiter<std::tuple<kit::value_t<Ts>...>> spawn_tuple(task<Ts>... tasks);
kit::awaiter<> spawn_many(std::vector<task<>> tasks);
class ex_cpu {};
kit::awaiter<> resume_on(ex_cpu &on) noexcept;
kit::awaiter<> yield_if_requested() noexcept;
template <class T> void post(ex_cpu &on, task<T> work);
class fork_group_t {
public:
  void fork(task<> work);
  kit::awaiter<> operator co_await() && noexcept;
};
fork_group_t fork_group();
template <class T> void post_bulk(ex_cpu &on, std::vector<task<T>> work);
template <class... Ts> kit::awaiter<std::variant<kit::value_t<Ts>...>> select(task<Ts>... tasks);

class rw_lock_read_scope {
public:
  rw_lock_read_scope(rw_lock_read_scope &&other) noexcept;
  ~rw_lock_read_scope();
};
class rw_lock_write_scope {
public:
  rw_lock_write_scope(rw_lock_write_scope &&other) noexcept;
  ~rw_lock_write_scope();
};
class rw_lock {
public:
  bool try_lock_read() noexcept;
  bool try_lock_write() noexcept;
  kit::awaiter<> lock_read() noexcept;
  kit::awaiter<> lock_write() noexcept;
  kit::awaiter<rw_lock_read_scope> lock_read_scope() noexcept;
  kit::awaiter<rw_lock_write_scope> lock_write_scope() noexcept;
  void unlock_read() noexcept;
  void unlock_write() noexcept;
};
class manual_reset_event {
public:
  kit::awaiter<> operator co_await() noexcept;
  void set() noexcept;
};
} // namespace tmc
