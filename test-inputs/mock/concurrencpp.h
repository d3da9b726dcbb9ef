//===- concurrencpp.h - The parts of concurrencpp that a model knows *- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of concurrencpp, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <memory>
#include <tuple>
#include <vector>

namespace concurrencpp {
template <class T> class result : public kit::eager<result<T>, T> {
public:
  using kit::eager<result<T>, T>::eager;
};
template <class T> class lazy_result : public kit::lazy<lazy_result<T>, T> {
public:
  using kit::lazy<lazy_result<T>, T>::lazy;
  result<T> run();
};
struct null_result {
  using promise_type = kit::promise<null_result, void, std::suspend_never>;
};

class executor {
public:
  template <class F> void post(F &&body);
  template <class F> auto submit(F &&body) -> result<decltype(body())>;
};

class async_lock;
class scoped_async_lock {
public:
  scoped_async_lock(scoped_async_lock &&other) noexcept;
  ~scoped_async_lock() noexcept;
  lazy_result<void> lock(std::shared_ptr<executor> resume_executor);
  void unlock();
  bool owns_lock() const noexcept;
};
class async_lock {
public:
  lazy_result<scoped_async_lock> lock(std::shared_ptr<executor> resume_executor);
  lazy_result<bool> try_lock();
  void unlock();
};

class async_condition_variable {
public:
  lazy_result<void> await(std::shared_ptr<executor> resume_executor, scoped_async_lock &lock);
  template <class P>
  lazy_result<void> await(std::shared_ptr<executor> resume_executor, scoped_async_lock &lock, P predicate);
  void notify_one();
  void notify_all();
};

class timer_queue {
public:
  lazy_result<void> make_delay_object(std::chrono::milliseconds due,
                                      std::shared_ptr<executor> on);
};
template <class R> struct when_any_result {
  std::size_t index;
};
template <class... Rs>
lazy_result<when_any_result<int>> when_any(std::shared_ptr<executor> resume_executor, Rs &&...results);
kit::awaiter<> resume_on(std::shared_ptr<executor> on);
template <class... Rs>
lazy_result<std::tuple<Rs...>> when_all(std::shared_ptr<executor> resume_executor, Rs &&...results);
} // namespace concurrencpp
