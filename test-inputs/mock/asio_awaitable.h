//===- asio_awaitable.h - Coroutines of Boost.Asio, declared ----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the headers of clients that are built on Boost.Asio share.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"

namespace boost {
namespace asio {

template <typename T = void>
class awaitable : public kit::lazy<awaitable<T>, T> {
public:
  using kit::lazy<awaitable<T>, T>::lazy;
};

struct use_awaitable_t {};
constexpr use_awaitable_t use_awaitable;

} // namespace asio
} // namespace boost
