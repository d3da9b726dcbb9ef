// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tickets and jobs in MySQL: the result comes in an argument, and transactions
// are statements.
#include "mysql.h"

using boost::asio::awaitable;
namespace mysql = boost::mysql;

class Tickets {
public:
  // scenario: 5
  awaitable<bool> order(std::int64_t user, std::int64_t event) {
    mysql::results found;
    co_await connection.async_execute(
        mysql::with_params(
            "SELECT id FROM orders WHERE user_id = {} AND event_id = {}", user,
            event),
        found);
    if (!found.rows().empty())
      co_return false;
    mysql::results made;
    co_await connection.async_execute( // expect: await-check-then-act
        mysql::with_params(
            "INSERT INTO orders (event_id, user_id) VALUES ({}, {})", event,
            user),
        made);
    co_return true;
  }

  awaitable<bool> take(std::int64_t event) {
    mysql::results found;
    co_await connection.async_execute(
        mysql::with_params("SELECT name, seats FROM events WHERE id = {}",
                           event),
        found);
    const std::int64_t seats = found.rows().at(0).at(1).as_int64();
    if (seats == 0)
      co_return false;
    mysql::results changed;
    co_await connection.async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE `events` SET seats = {} WHERE id = {}",
                           seats - 1, event),
        changed);
    co_return true;
  }

  awaitable<bool> takeInOneStep(std::int64_t event) {
    mysql::results changed;
    co_await connection.async_execute(
        mysql::with_params(
            "UPDATE events SET seats = seats - 1 WHERE id = {} AND seats > 0",
            event),
        changed);
    co_return changed.affected_rows() == 1;
  }

  awaitable<> takeLocked(std::int64_t event) {
    mysql::results found;
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        mysql::with_params("SELECT seats FROM events WHERE id = {} FOR UPDATE",
                           event),
        found);
    const std::int64_t seats = found.rows()[0][0].as_int64();
    co_await connection.async_execute( // ok: the row is locked
        mysql::with_params("UPDATE events SET seats = {} WHERE id = {}",
                           seats - 1, event),
        found);
    co_await connection.async_execute("COMMIT", found);
  }

  awaitable<> takeAfterCommit(std::int64_t event) {
    mysql::results found, changed;
    co_await connection.async_execute("START TRANSACTION", changed);
    co_await connection.async_execute(
        mysql::with_params("SELECT seats FROM events WHERE id = {} FOR UPDATE",
                           event),
        found);
    const std::int64_t seats = found.rows()[0][0].as_int64();
    co_await connection.async_execute("COMMIT", changed);
    co_await connection.async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE events SET seats = {} WHERE id = {}",
                           seats - 1, event),
        changed);
  }

  // The row is found by its state, and changed by its key.
  awaitable<> work() {
    mysql::results found, changed;
    co_await connection.async_execute(
        "SELECT id, state FROM jobs WHERE at < now() LIMIT 1", found);
    if (found.rows().empty())
      co_return;
    const auto job = found.rows().at(0);
    if (job.at(1).as_string() != "new")
      co_return;
    co_await connection.async_execute( // expect: await-check-then-act
        mysql::with_params("UPDATE jobs SET state = 'taken' WHERE id = {}",
                           job.at(0).as_int64()),
        changed);
  }

  awaitable<> workIfNew() {
    mysql::results found, changed;
    co_await connection.async_execute(
        "SELECT id, state FROM jobs WHERE at < now() LIMIT 1", found);
    const auto job = found.rows().at(0);
    if (job.at(1).as_string() != "new")
      co_return;
    co_await connection.async_execute( // ok: the statement looks again
        mysql::with_params("UPDATE jobs SET state = 'taken' WHERE id = {} AND "
                           "state = 'new'",
                           job.at(0).as_int64()),
        changed);
    if (changed.affected_rows() == 0)
      co_return;
  }

  awaitable<> unknown(std::string table, std::int64_t id) {
    mysql::results found, changed;
    co_await connection.async_execute(
        "SELECT n FROM " + table + " WHERE id = " + std::to_string(id), found);
    const std::int64_t n = found.rows()[0][0].as_int64();
    co_await connection.async_execute( // ok: nobody knows which table
        "UPDATE " + table + " SET n = " + std::to_string(n + 1) +
            " WHERE id = " + std::to_string(id),
        changed);
  }

private:
  mysql::any_connection connection;
};
