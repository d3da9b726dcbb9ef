//===- unifex.h - The parts of libunifex that a model knows -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of libunifex, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <tuple>

namespace unifex {
namespace _task {
template <class T> struct _task {
  struct type : kit::lazy<type, T> {
    using kit::lazy<type, T>::lazy;
  };
};
} // namespace _task
template <class T> using task = typename _task::_task<T>::type;

class async_mutex {
public:
  bool try_lock() noexcept;
  kit::awaiter<> async_lock() noexcept;
  void unlock() noexcept;
};
class async_shared_mutex {
public:
  kit::awaiter<> async_lock() noexcept;
  kit::awaiter<> async_lock_shared() noexcept;
  bool try_lock() noexcept;
  bool try_lock_shared() noexcept;
  void unlock() noexcept;
  void unlock_shared() noexcept;
};
class async_manual_reset_event {
public:
  void set() noexcept;
  kit::awaiter<> async_wait() const noexcept;
};
struct scheduler {};
kit::awaiter<> schedule(scheduler s);
kit::awaiter<> schedule_after(scheduler s, std::chrono::milliseconds time);
class async_auto_reset_event {
public:
  void set() noexcept;
  kit::awaiter<> next() noexcept;
};
class async_scope {
public:
  template <class S> void detached_spawn(S &&sender);
  template <class S> kit::awaiter<> spawn(S &&sender);
  template <class S> kit::awaiter<> nest(S &&sender);
  kit::awaiter<> complete() noexcept;
};
template <class S> void spawn_detached(S &&sender, async_scope &scope);
template <class S> kit::awaiter<> spawn_future(S &&sender, async_scope &scope);
template <class T> kit::awaiter<T> just(T value);
template <class S, class F> kit::awaiter<> then(S &&sender, F &&next);
template <class S, class F> kit::awaiter<> let_value(S &&sender, F &&next);
template <class S, class F> kit::awaiter<> finally(S &&sender, F &&next);
template <class R> kit::awaiter<> when_all_range(R &&senders);
template <class... Ss> kit::awaiter<> when_any(Ss &&...senders);
template <class... Ss> kit::awaiter<std::tuple<Ss...>> when_all(Ss &&...senders);
} // namespace unifex
