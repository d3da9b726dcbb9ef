//===- ozo.h - Requests of OZO, declared ------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures that coroutines use with boost::asio::use_awaitable,
// without anything behind them. As in the library, what looks like a function
// is an object.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "asio_awaitable.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace boost {
namespace asio {
class io_context {};
} // namespace asio
} // namespace boost

namespace ozo {
namespace asio = boost::asio;

/// A query that is built of text and values.
template <class... Ts> struct query_builder {};
template <class... Ts, class T>
query_builder<Ts..., T> operator+(query_builder<Ts...> query, const T &value);
template <class... Ts, class... Us>
query_builder<Ts..., Us...> operator+(query_builder<Ts...> query, query_builder<Us...> more);

namespace literals {
query_builder<const char *> operator""_SQL(const char *text, std::size_t size);
} // namespace literals

template <class... Ts> using rows_of = std::vector<std::tuple<Ts...>>;
template <class Rows> struct into_rows {};
template <class Rows> into_rows<Rows> into(Rows &rows);

class connection {
public:
  bool is_open() const noexcept;
};
class connection_provider {};
class connection_pool {
public:
  connection_provider operator[](asio::io_context &io);
};

template <class Connection, class Options = int> class transaction {
public:
  bool is_open() const noexcept;
};

template <class Provider> struct connection_of {
  using type = connection;
};
template <class... Ts> struct connection_of<transaction<Ts...>> {
  using type = transaction<Ts...>;
};

template <class Initiator> struct request_op {
  template <class P, class Q, class Out>
  asio::awaitable<typename connection_of<std::decay_t<P>>::type>
  operator()(P &&provider, Q &&query, Out out, asio::use_awaitable_t token = {}) const;
};
template <class Initiator> struct execute_op {
  template <class P, class Q>
  asio::awaitable<typename connection_of<std::decay_t<P>>::type>
  operator()(P &&provider, Q &&query, asio::use_awaitable_t token = {}) const;
};
template <class Initiator> struct begin_op {
  template <class P>
  asio::awaitable<transaction<connection>>
  operator()(P &&provider, asio::use_awaitable_t token = {}) const;
};
struct commit_op {
  template <class... Ts>
  asio::awaitable<connection> operator()(transaction<Ts...> &&transaction,
                                         asio::use_awaitable_t token = {}) const;
};
struct rollback_op {
  template <class... Ts>
  asio::awaitable<connection> operator()(transaction<Ts...> &&transaction,
                                         asio::use_awaitable_t token = {}) const;
};

struct initiator {};
inline constexpr request_op<initiator> request{};
inline constexpr execute_op<initiator> execute{};
inline constexpr begin_op<initiator> begin{};
inline constexpr commit_op commit{};
inline constexpr rollback_op rollback{};

} // namespace ozo
