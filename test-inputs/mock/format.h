//===- format.h - Text from a format string, declared -----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// std::format, where the standard library has none, and that of {fmt}; without
// anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include <string>
#include <string_view>
#include <version>

#ifdef __cpp_lib_format
#include <format>
#else
namespace std {
template <class... Args> string format(string_view text, Args &&...args);
}
#endif

namespace fmt {
template <class... Args>
std::string format(std::string_view text, Args &&...args);
}
