//===- kit.h - What coroutine types are made of ------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts that the headers of this folder share. They only declare: what uses
// them can be analysed, not linked.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include <coroutine>
#include <utility>

namespace kit {

template <class T> struct returns {
  void return_value(T value);
};
template <> struct returns<void> {
  void return_void();
};

/// What stands for no value among others.
struct nothing {};
template <class T> struct value {
  using type = T;
};
template <> struct value<void> {
  using type = nothing;
};
template <class T> using value_t = typename value<T>::type;

/// Of a task type whose body begins with an `co_await Initial()`.
template <class Task, class T, class Initial> struct promise : returns<T> {
  Task get_return_object();
  Initial initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
};

/// Waits, and gives a T.
template <class T = void> struct awaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> awaiting);
  T await_resume();
};

/// Gives a T without waiting.
template <class T = void> struct ready {
  constexpr bool await_ready() const noexcept { return true; }
  constexpr void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() const;
};

/// A task that begins when it is awaited, under the name of a library.
template <class Own, class T> struct lazy : awaiter<T> {
  using promise_type = promise<Own, T, std::suspend_always>;
  lazy(lazy &&) noexcept;
  ~lazy();
};

/// A task that begins when it is called.
template <class Own, class T> struct eager : awaiter<T> {
  using promise_type = promise<Own, T, std::suspend_never>;
  eager(eager &&) noexcept;
  ~eager();
};

} // namespace kit
