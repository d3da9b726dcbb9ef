// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Statements that are prepared first, and bound to values when they are run.
#include "mysql.h"

using boost::asio::awaitable;
namespace mysql = boost::mysql;

class Shelves {
public:
  // scenario: 3
  awaitable<> lend(std::int64_t book) {
    mysql::statement look = co_await connection.async_prepare_statement(
        "SELECT copies FROM books WHERE id = ?");
    const mysql::statement store = co_await connection.async_prepare_statement(
        "UPDATE books SET copies = ? WHERE id = ?");
    mysql::results found, changed;
    co_await connection.async_execute(look.bind(book), found); // note: check
    const std::int64_t copies = found.rows()[0][0].as_int64();
    co_await connection.async_execute(store.bind(copies - 1, book), // expect: await-stale-write // note: suspension
                                      changed);
  }

  awaitable<bool> lendIfThere(std::int64_t book) {
    mysql::statement take = co_await connection.async_prepare_statement(
        "UPDATE books SET copies = copies - 1 WHERE id = ? AND copies > 0");
    mysql::results changed;
    co_await connection.async_execute(take.bind(book), changed);
    co_return changed.affected_rows() == 1;
  }

  awaitable<bool> add(std::int64_t book) {
    auto look = co_await connection.async_prepare_statement(
        "SELECT id FROM books WHERE id = ?");
    mysql::results found;
    co_await connection.async_execute(look.bind(book), found);
    if (!found.rows().empty())
      co_return false;
    co_await connection.async_execute( // expect: await-check-then-act
        mysql::with_params("INSERT INTO books (id, copies) VALUES ({}, 1)",
                           book),
        found);
    co_return true;
  }

private:
  mysql::any_connection connection;
};
