//===- client.h - A small client of PostgreSQL on Asio ----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A project's own way to its database, as the analyzer sees it. What is behind
// it is in tests/postgres/client.cpp, over libpq; client.yaml tells the
// analyzer which call runs a statement.
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TEST_INPUTS_POSTGRES_CLIENT_H
#define AWAIT_TIDY_TEST_INPUTS_POSTGRES_CLIENT_H

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace pg {

template <typename T> using Task = boost::asio::awaitable<T>;

/// The server refused a statement.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A unique index has the value already.
class UniqueViolation : public Error {
public:
  using Error::Error;
};

/// One of two transactions that cannot both be was rolled back.
class RolledBack : public Error {
public:
  using Error::Error;
};

/// What a statement gave.
class Result {
public:
  using Row = std::vector<std::pair<std::string, std::string>>;
  Result(std::vector<Row> rows, long changed)
      : rows_(std::move(rows)), changed_(changed) {}

  bool empty() const { return rows_.empty(); }
  /// A column of the first row. Throws std::out_of_range.
  long number(const std::string &column) const;
  /// How many rows the statement added, changed or gave.
  long changed() const { return changed_; }

private:
  std::vector<Row> rows_;
  long changed_;
};

inline std::string text(std::string value) { return value; }
inline std::string text(const char *value) { return value; }
inline std::string text(long value) { return std::to_string(value); }

class Session;

/// A connection of its own for whoever holds it.
class Connection {
public:
  explicit Connection(std::shared_ptr<Session> session)
      : session(std::move(session)) {}

  /// Runs one statement; $1, $2, ... stand for the values. Throws Error.
  template <typename... Values>
  Task<Result> query(std::string statement, Values... values) {
    return send(std::move(statement),
                std::vector<std::string>{text(std::move(values))...});
  }

private:
  Task<Result> send(std::string statement, std::vector<std::string> values);

  std::shared_ptr<Session> session;
};

} // namespace pg

#endif
