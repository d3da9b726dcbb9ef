//===- cobalt.h - The parts of Boost.Cobalt that a model knows --*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of Boost.Cobalt, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <tuple>

namespace boost::cobalt {
template <class T = void> class task : public kit::lazy<task<T>, T> {
public:
  using kit::lazy<task<T>, T>::lazy;
};
template <class T = void> class [[nodiscard]] promise : public kit::eager<promise<T>, T> {
public:
  using kit::eager<promise<T>, T>::eager;
  void operator+() &&;
  bool ready() const;
};
struct detached {
  using promise_type = kit::promise<detached, void, std::suspend_never>;
};
template <class T> class channel {
public:
  explicit channel(std::size_t limit = 0);
  kit::awaiter<T> read();
  kit::awaiter<> write(T value);
  bool is_open() const;
};
template <class... Ps> kit::awaiter<std::tuple<kit::value_t<int>>> join(Ps &&...parts);
template <class... Ps> kit::awaiter<std::tuple<kit::value_t<int>>> gather(Ps &&...parts);
template <class... Ps> kit::awaiter<std::size_t> race(Ps &&...parts);
template <class... Ps> kit::awaiter<std::size_t> left_race(Ps &&...parts);
struct executor {};
struct detached_t {};
inline constexpr detached_t asio_detached{};
template <class T, class Token> void spawn(executor on, task<T> work, Token &&token);
class wait_group {
public:
  void push_back(promise<void> part);
  kit::awaiter<> wait();
  std::size_t size() const;
};
namespace this_coro {
struct executor_t {
  kit::ready<int> operator co_await() const;
};
inline constexpr executor_t executor{};
struct cancelled_t {
  kit::ready<bool> operator co_await() const;
};
inline constexpr cancelled_t cancelled{};
} // namespace this_coro
} // namespace boost::cobalt
