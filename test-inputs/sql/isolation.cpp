// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What REPEATABLE READ keeps out: in PostgreSQL a change of a row that another
// transaction has changed, but not a row that another one adds; in MySQL
// neither.
#include "drogon.h"
#include "mysql.h"

using drogon::Task;
using namespace drogon::orm;

class Postgres {
public:
  // scenario: 3
  Task<> add(int meter, long units) {
    auto transaction = co_await db->newTransactionCoro();
    co_await transaction->execSqlCoro(
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    const Result found = co_await transaction->execSqlCoro(
        "SELECT units FROM meters WHERE id = $1", meter);
    co_await transaction->execSqlCoro( // expect: await-stale-write
        "UPDATE meters SET units = $1 WHERE id = $2",
        found[0]["units"].as<long>() + units, meter);
  }

  Task<> addRepeatable(int meter, long units) {
    auto transaction = co_await db->newTransactionCoro();
    co_await transaction->execSqlCoro(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const Result found = co_await transaction->execSqlCoro(
        "SELECT units FROM meters WHERE id = $1", meter);
    co_await transaction->execSqlCoro( // ok: the second of two is turned away
        "UPDATE meters SET units = $1 WHERE id = $2",
        found[0]["units"].as<long>() + units, meter);
  }

  // scenario: 4
  Task<bool> installRepeatable(int meter) {
    auto transaction = co_await db->newTransactionCoro();
    co_await transaction->execSqlCoro(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const Result found = co_await transaction->execSqlCoro(
        "SELECT id FROM meters WHERE id = $1", meter);
    if (!found.empty())
      co_return false;
    co_await transaction->execSqlCoro( // expect: await-check-then-act
        "INSERT INTO meters (id) VALUES ($1)", meter);
    co_return true;
  }

private:
  DbClientPtr db;
};

class MySql {
public:
  // scenario: 3
  boost::asio::awaitable<> addRepeatable(int meter, long units) {
    boost::mysql::results found;
    co_await connection.async_execute(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("SELECT units FROM meters WHERE id = {}",
                                  meter),
        found);
    const long now = found.rows()[0][0].as_int64() + units;
    co_await connection.async_execute( // expect: await-stale-write
        boost::mysql::with_params("UPDATE meters SET units = {} WHERE id = {}",
                                  now, meter),
        found);
    co_await connection.async_execute("COMMIT", found);
  }

  boost::asio::awaitable<> addSerializable(int meter, long units) {
    boost::mysql::results found;
    co_await connection.async_execute(
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("SELECT units FROM meters WHERE id = {}",
                                  meter),
        found);
    const long now = found.rows()[0][0].as_int64() + units;
    co_await connection.async_execute( // ok: one of the two is rolled back
        boost::mysql::with_params("UPDATE meters SET units = {} WHERE id = {}",
                                  now, meter),
        found);
    co_await connection.async_execute("COMMIT", found);
  }

  // For the transaction that follows, not for the one behind it.
  boost::asio::awaitable<> addTwice(int meter, long units) {
    boost::mysql::results found;
    co_await connection.async_execute(
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("UPDATE meters SET reads = reads + 1 WHERE id = {}",
                                  meter),
        found);
    co_await connection.async_execute("COMMIT", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("SELECT units FROM meters WHERE id = {}",
                                  meter),
        found);
    const long now = found.rows()[0][0].as_int64() + units;
    co_await connection.async_execute( // expect: await-stale-write
        boost::mysql::with_params("UPDATE meters SET units = {} WHERE id = {}",
                                  now, meter),
        found);
    co_await connection.async_execute("COMMIT", found);
  }

  // For all that follow.
  boost::asio::awaitable<> addInSession(int meter, long units) {
    boost::mysql::results found;
    co_await connection.async_execute(
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("UPDATE meters SET reads = reads + 1 WHERE id = {}",
                                  meter),
        found);
    co_await connection.async_execute("COMMIT", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("SELECT units FROM meters WHERE id = {}",
                                  meter),
        found);
    const long now = found.rows()[0][0].as_int64() + units;
    co_await connection.async_execute( // ok: one of the two is rolled back
        boost::mysql::with_params("UPDATE meters SET units = {} WHERE id = {}",
                                  now, meter),
        found);
    co_await connection.async_execute("COMMIT", found);
  }

  // For connections to come.
  boost::asio::awaitable<> addGlobally(int meter, long units) {
    boost::mysql::results found;
    co_await connection.async_execute(
        "SET GLOBAL TRANSACTION ISOLATION LEVEL SERIALIZABLE", found);
    co_await connection.async_execute("START TRANSACTION", found);
    co_await connection.async_execute(
        boost::mysql::with_params("SELECT units FROM meters WHERE id = {}",
                                  meter),
        found);
    const long now = found.rows()[0][0].as_int64() + units;
    co_await connection.async_execute( // expect: await-stale-write
        boost::mysql::with_params("UPDATE meters SET units = {} WHERE id = {}",
                                  now, meter),
        found);
    co_await connection.async_execute("COMMIT", found);
  }

private:
  boost::mysql::any_connection connection;
};
