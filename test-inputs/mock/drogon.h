//===- drogon.h - The database client of Drogon, declared -------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The names and signatures that coroutines use, without anything behind them:
// enough for the analyzer, not to run. A system header, as an installed library
// is.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace drogon {

template <typename T = void> class Task {
public:
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(const T &) {}
    void unhandled_exception() {}
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  T await_resume();
};

template <> class Task<void> {
public:
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  void await_resume();
};

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
struct [[nodiscard]] SqlAwaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  Result await_resume();
};
struct [[nodiscard]] TransactionAwaiter;
} // namespace internal

class Transaction;

class DbClient {
public:
  virtual ~DbClient();
  template <typename... Arguments>
  internal::SqlAwaiter execSqlCoro(const std::string &sql,
                                   Arguments... args) noexcept;
  internal::TransactionAwaiter newTransactionCoro();
};
using DbClientPtr = std::shared_ptr<DbClient>;

class Transaction : public DbClient {
public:
  virtual void rollback() = 0;
};

namespace internal {
struct [[nodiscard]] TransactionAwaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  std::shared_ptr<Transaction> await_resume();
};
template <typename T> struct [[nodiscard]] MapperAwaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  T await_resume();
};
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
} // namespace drogon
