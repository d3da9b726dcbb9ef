//===- winrt.h - The parts of C++/WinRT that a model knows ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of C++/WinRT, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>

namespace winrt {
struct fire_and_forget {
  using promise_type = kit::promise<fire_and_forget, void, std::suspend_never>;
};
namespace Windows::Foundation {
struct IAsyncAction : kit::awaiter<> {
  using promise_type = kit::promise<IAsyncAction, void, std::suspend_never>;
  IAsyncAction(IAsyncAction const &) noexcept;
  ~IAsyncAction();
};
template <class T> struct IAsyncOperation : kit::awaiter<T> {
  using promise_type = kit::promise<IAsyncOperation<T>, T, std::suspend_never>;
  IAsyncOperation(IAsyncOperation const &) noexcept;
  ~IAsyncOperation();
};
} // namespace Windows::Foundation
kit::awaiter<> resume_after(std::chrono::milliseconds time) noexcept;
kit::awaiter<> resume_background() noexcept;
kit::awaiter<> resume_foreground(class dispatcher_queue const &queue) noexcept;
kit::awaiter<> resume_on_signal(void *handle) noexcept;
template <class... Ts> Windows::Foundation::IAsyncAction when_all(Ts... parts);
template <class T, class... Ts> T when_any(T const &first, Ts const &...rest);
struct progress_token {
  void operator()(int done) const;
};
struct get_progress_token_t {
  kit::ready<progress_token> operator co_await() const;
};
inline get_progress_token_t get_progress_token() noexcept { return {}; }
struct cancellation_token {
  bool operator()() const noexcept;
};
struct get_cancellation_token_t {
  kit::ready<cancellation_token> operator co_await() const;
};
inline get_cancellation_token_t get_cancellation_token() noexcept { return {}; }
struct apartment_context : kit::awaiter<> {
  apartment_context();
};
} // namespace winrt
