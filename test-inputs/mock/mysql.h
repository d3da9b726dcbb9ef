//===- mysql.h - Connections of Boost.MySQL, declared -----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures that coroutines use with boost::asio::use_awaitable,
// without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "asio_awaitable.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace boost {
namespace mysql {

class field_view {
public:
  std::int64_t as_int64() const;
  std::string_view as_string() const;
  bool is_null() const;
};
class row_view {
public:
  field_view operator[](std::size_t i) const noexcept;
  field_view at(std::size_t i) const;
  std::size_t size() const noexcept;
};
class rows_view {
public:
  class const_iterator {
  public:
    row_view operator*() const;
    const_iterator &operator++();
    bool operator!=(const const_iterator &other) const;
  };
  const_iterator begin() const noexcept;
  const_iterator end() const noexcept;
  row_view operator[](std::size_t i) const noexcept;
  row_view at(std::size_t i) const;
  bool empty() const noexcept;
  std::size_t size() const noexcept;
};
class results {
public:
  rows_view rows() const noexcept;
  std::uint64_t affected_rows() const noexcept;
  std::uint64_t last_insert_id() const noexcept;
};

template <typename... Args> struct with_params_t {
  std::string_view query;
};
template <typename... Args>
with_params_t<Args...> with_params(const char *query, Args &&...args);

class bound_statement;
class statement {
public:
  bool valid() const noexcept;
  template <typename... T> bound_statement bind(T &&...parameters) const;
};
class bound_statement {};

class any_connection {
public:
  asio::awaitable<statement>
  async_prepare_statement(std::string_view text,
                          asio::use_awaitable_t token = {});
  template <typename ExecutionRequest, typename ResultsType>
  asio::awaitable<void> async_execute(const ExecutionRequest &req,
                                      ResultsType &result,
                                      asio::use_awaitable_t token = {});
};

class pooled_connection {
public:
  any_connection &get() noexcept;
  any_connection *operator->() noexcept;
};
class connection_pool {
public:
  asio::awaitable<pooled_connection>
  async_get_connection(asio::use_awaitable_t token = {});
};

} // namespace mysql
} // namespace boost
