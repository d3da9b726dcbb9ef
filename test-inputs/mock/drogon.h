//===- drogon.h - The parts of Drogon that a model knows --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of Drogon, its database client among them, without
// anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

namespace trantor {
class EventLoop;
}

namespace drogon {
template <class T = void> class Task : public kit::lazy<Task<T>, T> {
public:
  using kit::lazy<Task<T>, T>::lazy;
};
struct AsyncTask {
  using promise_type = kit::promise<AsyncTask, void, std::suspend_never>;
};

class Mutex {
public:
  bool try_lock() noexcept;
  kit::awaiter<> lock(trantor::EventLoop *loop = nullptr) noexcept;
  kit::awaiter<std::unique_lock<Mutex>> scoped_lock(trantor::EventLoop *loop = nullptr) noexcept;
  void unlock() noexcept;
};

kit::awaiter<> sleepCoro(trantor::EventLoop *loop, std::chrono::milliseconds delay) noexcept;
kit::awaiter<> switchThreadCoro(trantor::EventLoop *loop) noexcept;
template <class F> void async_run(F &&coroutine);
template <class F> std::function<void()> async_func(F &&coroutine);
template <class T> auto sync_wait(Task<T> task) -> T;
template <class... Ts> Task<std::tuple<kit::value_t<Ts>...>> when_all(Task<Ts>... tasks);
template <class T> Task<std::vector<kit::value_t<T>>> when_all(std::vector<Task<T>> tasks);
template <class T> std::future<T> co_future(Task<T> task) noexcept;
kit::awaiter<> queueInLoopCoro(trantor::EventLoop *loop, std::function<void()> task);

namespace orm {

class Field {
public:
  template <typename T> T as() const;
  bool isNull() const;
};

class Row {
public:
  using SizeType = unsigned long;
  Field operator[](SizeType index) const noexcept;
  Field operator[](int index) const noexcept;
  Field operator[](const char *columnName) const;
  Field operator[](const std::string &columnName) const;
  Field at(SizeType index) const;
  Field at(const char *columnName) const;
  SizeType size() const;
};

class Result {
public:
  using SizeType = size_t;
  class ConstIterator {
  public:
    Row operator*() const;
    ConstIterator &operator++();
    bool operator!=(const ConstIterator &other) const;
  };
  ConstIterator begin() const noexcept;
  ConstIterator end() const noexcept;
  SizeType size() const noexcept;
  bool empty() const noexcept;
  Row front() const noexcept;
  Row operator[](SizeType index) const noexcept;
  Row at(SizeType index) const;
  SizeType affectedRows() const noexcept;
};

class DrogonDbException {
public:
  virtual const std::exception &base() const noexcept;
  virtual ~DrogonDbException();
};
class UniqueViolation : public DrogonDbException {};

namespace internal {
struct [[nodiscard]] SqlAwaiter : kit::awaiter<Result> {};
struct [[nodiscard]] TransactionAwaiter;
} // namespace internal

class Transaction;

class DbClient {
public:
  virtual ~DbClient();
  template <typename... Arguments>
  internal::SqlAwaiter execSqlCoro(const std::string &sql,
                                   Arguments... args) noexcept;
  template <typename Callback, typename OnError, typename... Arguments>
  void execSqlAsync(const std::string &sql, Callback &&callback,
                    OnError &&onError, Arguments &&...args) noexcept;
  internal::TransactionAwaiter newTransactionCoro();
};
using DbClientPtr = std::shared_ptr<DbClient>;

class Transaction : public DbClient {
public:
  virtual void rollback() = 0;
};

namespace internal {
struct [[nodiscard]] TransactionAwaiter
    : kit::awaiter<std::shared_ptr<Transaction>> {};
template <typename T> struct [[nodiscard]] MapperAwaiter : kit::awaiter<T> {};
} // namespace internal

class Criteria {
public:
  template <typename T> Criteria(const std::string &column, T &&value);
};

template <typename T> class CoroMapper {
public:
  explicit CoroMapper(const DbClientPtr &client);
  CoroMapper<T> &limit(size_t limit);
  CoroMapper<T> &forUpdate();
  internal::MapperAwaiter<T> findByPrimaryKey(const int &key);
  internal::MapperAwaiter<T> findOne(const Criteria &criteria);
  internal::MapperAwaiter<std::vector<T>> findBy(const Criteria &criteria);
  internal::MapperAwaiter<std::vector<T>> findAll();
  internal::MapperAwaiter<size_t> count(const Criteria &criteria);
  internal::MapperAwaiter<T> insert(const T &object);
  internal::MapperAwaiter<size_t> update(const T &object);
  internal::MapperAwaiter<size_t> increment(const std::string &column,
                                            const Criteria &criteria,
                                            int step = 1);
  internal::MapperAwaiter<size_t> deleteOne(const T &object);
  internal::MapperAwaiter<size_t> deleteByPrimaryKey(const int &key);
};
} // namespace orm

namespace nosql {

class RedisResult {
public:
  std::string asString() const noexcept(false);
  long long asInteger() const noexcept(false);
  bool isNil() const noexcept;
  explicit operator bool() const noexcept;
};

class RedisTransaction;

namespace internal {
struct [[nodiscard]] RedisAwaiter : kit::awaiter<RedisResult> {};
struct [[nodiscard]] RedisTransactionAwaiter
    : kit::awaiter<std::shared_ptr<RedisTransaction>> {};
} // namespace internal

class RedisClient {
public:
  virtual ~RedisClient();
  template <typename... Arguments>
  internal::RedisAwaiter execCommandCoro(const std::string &command,
                                         Arguments... args);
  internal::RedisTransactionAwaiter newTransactionCoro();
};
using RedisClientPtr = std::shared_ptr<RedisClient>;

class RedisTransaction : public RedisClient {
public:
  internal::RedisAwaiter executeCoro();
};
} // namespace nosql
} // namespace drogon
