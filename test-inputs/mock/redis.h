//===- redis.h - Requests of Boost.Redis, declared --------------*- C++ -*-===//
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
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace boost {
namespace system {

/// A value, or what went wrong.
template <class T, class E> class result {
public:
  const T &value() const &;
  T &value() &;
  bool has_value() const noexcept;
  bool has_error() const noexcept;
  explicit operator bool() const noexcept;
};

} // namespace system

namespace redis {

struct ignore_t {
  template <class T> const ignore_t &operator=(const T &) const;
};
extern ignore_t ignore;

namespace adapter {
struct error {
  std::string diagnostic;
};
template <class T> using result = system::result<T, error>;
} // namespace adapter

namespace resp3 {
struct node {
  std::size_t aggregate_size;
  std::size_t depth;
  std::string value;
};
} // namespace resp3

template <class... Ts> using response = std::tuple<adapter::result<Ts>...>;
using generic_response = adapter::result<std::vector<resp3::node>>;

class request {
public:
  request();
  std::size_t get_commands() const noexcept;
  std::string_view payload() const noexcept;
  void clear();
  void reserve(std::size_t capacity = 0);
  template <class... Ts> void push(std::string_view cmd, const Ts &...args);
  template <class ForwardIterator>
  void push_range(std::string_view cmd, std::string_view key,
                  ForwardIterator begin, ForwardIterator end,
                  typename std::iterator_traits<ForwardIterator>::value_type * = nullptr);
  template <class Range>
  void push_range(std::string_view cmd, std::string_view key,
                  const Range &range, decltype(std::begin(range)) * = nullptr);

private:
  std::string payload_;
};

template <class Executor> class basic_connection {
public:
  template <class Response = ignore_t>
  asio::awaitable<std::size_t>
  async_exec(const request &req, Response &resp = ignore,
             asio::use_awaitable_t token = {});
};

struct executor {};
class connection {
public:
  template <class Response = ignore_t>
  asio::awaitable<std::size_t>
  async_exec(const request &req, Response &resp = ignore,
             asio::use_awaitable_t token = {});
};

} // namespace redis
} // namespace boost
