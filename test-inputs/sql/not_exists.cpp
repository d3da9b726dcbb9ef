// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A statement that looks before it inserts: two of them at once both see
// nothing, unless the server keeps one of them out.
#include "drogon.h"
#include "mysql.h"

using drogon::Task;
using namespace drogon::orm;

class Reservations {
public:
  // scenario: 4
  Task<> reserve(int table, int hour) {
    co_await db->execSqlCoro( // expect: await-check-then-act medium // note: check
        "INSERT INTO reservations (place, hour) SELECT $1, $2 WHERE NOT EXISTS "
        "(SELECT * FROM reservations WHERE place = $1 AND hour = $2)",
        table, hour);
  }

  Task<> reserveOrNot(int table, int hour) {
    co_await db->execSqlCoro( // ok: a unique index turns the second away
        "INSERT INTO reservations (place, hour) SELECT $1, $2 WHERE NOT EXISTS "
        "(SELECT 1 FROM reservations WHERE place = $1 AND hour = $2) "
        "ON CONFLICT DO NOTHING",
        table, hour);
  }

  Task<bool> reserveHandled(int table, int hour) {
    try {
      co_await db->execSqlCoro( // ok: the violation is handled
          "INSERT INTO reservations (place, hour) SELECT $1, $2 WHERE NOT "
          "EXISTS (SELECT 1 FROM reservations WHERE place = $1 AND hour = $2)",
          table, hour);
    } catch (const UniqueViolation &) {
      co_return false;
    }
    co_return true;
  }

  Task<> reserveSerializable(int table, int hour) {
    auto transaction = co_await db->newTransactionCoro();
    co_await transaction->execSqlCoro(
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    co_await transaction->execSqlCoro( // ok: one of the two is rolled back
        "INSERT INTO reservations (place, hour) SELECT $1, $2 WHERE NOT EXISTS "
        "(SELECT 1 FROM reservations WHERE place = $1 AND hour = $2)",
        table, hour);
  }

  Task<> reserveOneByOne(int table, int hour) {
    auto transaction = co_await db->newTransactionCoro();
    co_await transaction->execSqlCoro("SELECT pg_advisory_xact_lock($1)",
                                      table);
    co_await transaction->execSqlCoro( // ok: one at a time
        "INSERT INTO reservations (place, hour) SELECT $1, $2 WHERE NOT EXISTS "
        "(SELECT 1 FROM reservations WHERE place = $1 AND hour = $2)",
        table, hour);
  }

  // The same for many rows.
  Task<> copy(int hour) {
    co_await db->execSqlCoro( // expect: await-check-then-act medium
        "INSERT INTO reservations (place, hour) SELECT w.place, $1 FROM waiting "
        "w WHERE NOT EXISTS (SELECT 1 FROM reservations r WHERE r.place = "
        "w.place AND r.hour = $1)",
        hour);
  }

private:
  DbClientPtr db;
};

// MySQL locks what the query of an INSERT reads, so that one of the two waits.
class Desks {
public:
  boost::asio::awaitable<> reserve(int desk, int day) {
    boost::mysql::results made;
    co_await connection.async_execute(
        boost::mysql::with_params(
            "INSERT INTO desks (desk, day) SELECT {0}, {1} FROM dual WHERE NOT "
            "EXISTS (SELECT 1 FROM desks WHERE desk = {0} AND day = {1})",
            desk, day),
        made);
  }

private:
  boost::mysql::any_connection connection;
};
