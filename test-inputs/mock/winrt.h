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
