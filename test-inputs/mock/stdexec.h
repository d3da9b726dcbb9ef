//===- stdexec.h - The parts of stdexec that a model knows ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of stdexec, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <optional>
#include <tuple>

namespace stdexec {
struct inline_scheduler {};
kit::awaiter<> schedule(inline_scheduler s);
template <class... Ss> kit::awaiter<std::tuple<Ss...>> when_all(Ss &&...senders);
template <class T> kit::awaiter<T> just(T value);
template <class S, class F> kit::awaiter<> then(S &&sender, F &&next);
template <class S, class F> kit::awaiter<> let_value(S &&sender, F &&next);
template <class S> kit::awaiter<> ensure_started(S &&sender);
/// then(f), for sender | then(f)
template <class F> struct closure {};
template <class F> closure<F> then(F &&next);
template <class F> closure<F> let_value(F &&next);
template <class S, class F> kit::awaiter<> operator|(S &&sender, closure<F> next);
template <class S>
std::optional<kit::value_t<decltype(std::declval<S>().await_resume())>> sync_wait(S &&sender);
} // namespace stdexec

namespace exec {
namespace __task {
template <class T> struct basic_task : kit::lazy<basic_task<T>, T> {
  using kit::lazy<basic_task<T>, T>::lazy;
};
} // namespace __task
template <class T> using task = __task::basic_task<T>;
class async_scope {
public:
  template <class S> void spawn(S &&sender);
  template <class S> kit::awaiter<> spawn_future(S &&sender);
  template <class S> kit::awaiter<> nest(S &&sender);
  kit::awaiter<> on_empty();
};
template <class S> void start_detached(S &&sender);
template <class... Ss> kit::awaiter<> when_any(Ss &&...senders);
kit::awaiter<> schedule_after(stdexec::inline_scheduler s, std::chrono::milliseconds time);
kit::awaiter<> reschedule(stdexec::inline_scheduler s);
} // namespace exec
