// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rows that a helper locks, inside of a transaction that its callers open, and
// transactions that helpers open and end.
#include "mysql.h"

using boost::asio::awaitable;
namespace mysql = boost::mysql;

class Rooms {
public:
  // scenario: 3
  awaitable<> take(std::int64_t id) {
    mysql::results done;
    co_await connection_.async_execute("START TRANSACTION", done);
    const std::int64_t beds = co_await lockRoom(id);
    co_await connection_.async_execute( // ok: the helper has locked the row
        mysql::with_params("UPDATE rooms SET beds = {} WHERE id = {}", beds - 1,
                           id),
        done);
    co_await connection_.async_execute("COMMIT", done);
  }

  awaitable<> takeThroughTwo(std::int64_t id) {
    mysql::results done;
    co_await connection_.async_execute("START TRANSACTION", done);
    const std::int64_t beds = co_await bedsIn(id);
    co_await connection_.async_execute( // ok: the same, one helper further
        mysql::with_params("UPDATE rooms SET beds = {} WHERE id = {}", beds - 1,
                           id),
        done);
    co_await connection_.async_execute("COMMIT", done);
  }

  awaitable<> takeAfterwards(std::int64_t id) {
    mysql::results done;
    co_await connection_.async_execute("START TRANSACTION", done);
    const std::int64_t beds = co_await lockRoom(id);
    co_await connection_.async_execute("COMMIT", done);
    co_await connection_.async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE rooms SET beds = {} WHERE id = {}", beds - 1,
                           id),
        done);
  }

  awaitable<> takeByHelpers(std::int64_t id) {
    mysql::results done;
    co_await begin();
    const std::int64_t beds = co_await lockRoom(id);
    co_await connection_.async_execute( // ok: in the transaction of begin()
        mysql::with_params("UPDATE rooms SET beds = {} WHERE id = {}", beds - 1,
                           id),
        done);
    co_await commit();
  }

  // The helper's lock is gone when it returns.
  awaitable<> takeWard(std::int64_t id) {
    mysql::results done;
    const std::int64_t beds = co_await lockWard(id);
    co_await connection_.async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE wards SET beds = {} WHERE id = {}", beds - 1,
                           id),
        done);
  }

  // One of two callers has no transaction.
  awaitable<> takeBed(std::int64_t id) {
    mysql::results done;
    co_await connection_.async_execute("START TRANSACTION", done);
    const std::int64_t sheets = co_await lockBed(id);
    co_await connection_.async_execute( // ok: in this one the row is locked
        mysql::with_params("UPDATE beds SET sheets = {} WHERE id = {}",
                           sheets - 1, id),
        done);
    co_await connection_.async_execute("COMMIT", done);
  }
  awaitable<> makeBed(std::int64_t id) {
    mysql::results done;
    const std::int64_t sheets = co_await lockBed(id);
    co_await connection_.async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE beds SET sheets = {} WHERE id = {}",
                           sheets + 2, id),
        done);
  }

  // On another connection than the transaction.
  awaitable<> takeKey(std::int64_t id) {
    mysql::results done;
    co_await connection_.async_execute("START TRANSACTION", done);
    const std::int64_t keys = co_await lockKey(id);
    co_await connection_.async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE doors SET copies = {} WHERE id = {}",
                           keys - 1, id),
        done);
    co_await connection_.async_execute("COMMIT", done);
  }

private:
  awaitable<> begin() {
    mysql::results done;
    co_await connection_.async_execute("START TRANSACTION", done);
  }
  awaitable<> commit() {
    mysql::results done;
    co_await connection_.async_execute("COMMIT", done);
  }

  awaitable<std::int64_t> lockRoom(std::int64_t id) {
    mysql::results found;
    co_await connection_.async_execute( // ok: all who call it are in one
        mysql::with_params("SELECT beds FROM rooms WHERE id = {} FOR UPDATE",
                           id),
        found);
    co_return found.rows()[0][0].as_int64();
  }
  awaitable<std::int64_t> bedsIn(std::int64_t id) {
    co_return co_await lockRoom(id);
  }

  awaitable<std::int64_t> lockWard(std::int64_t id) {
    mysql::results found;
    co_await connection_.async_execute( // expect: await-unheld-lock low
        mysql::with_params("SELECT beds FROM wards WHERE id = {} FOR UPDATE",
                           id),
        found);
    co_return found.rows()[0][0].as_int64();
  }

  awaitable<std::int64_t> lockBed(std::int64_t id) {
    mysql::results found;
    co_await connection_.async_execute( // expect: await-unheld-lock low
        mysql::with_params("SELECT sheets FROM beds WHERE id = {} FOR UPDATE",
                           id),
        found);
    co_return found.rows()[0][0].as_int64();
  }

  awaitable<std::int64_t> lockKey(std::int64_t id) {
    mysql::results found;
    co_await other_.async_execute( // expect: await-unheld-lock low
        mysql::with_params("SELECT copies FROM doors WHERE id = {} FOR UPDATE",
                           id),
        found);
    co_return found.rows()[0][0].as_int64();
  }

  mysql::any_connection connection_, other_;
};

// The connection, with its transaction, is handed on.
class Stays {
public:
  awaitable<> extend(std::int64_t id, std::int64_t nights) {
    mysql::pooled_connection connection = co_await pool_.async_get_connection();
    mysql::results done;
    co_await connection.get().async_execute("START TRANSACTION", done);
    const std::int64_t now = co_await nightsOf(connection.get(), id);
    co_await connection.get().async_execute( // ok: the helper has locked the row
        mysql::with_params("UPDATE stays SET nights = {} WHERE id = {}",
                           now + nights, id),
        done);
    co_await connection.get().async_execute("COMMIT", done);
  }

  awaitable<> extendAtOnce(std::int64_t id, std::int64_t nights) {
    mysql::pooled_connection connection = co_await pool_.async_get_connection();
    mysql::results done;
    const std::int64_t now = co_await nightsOf(connection.get(), id);
    co_await connection.get().async_execute( // expect: await-stale-write
        mysql::with_params("UPDATE stays SET nights = {} WHERE id = {}",
                           now + nights, id),
        done);
  }

private:
  awaitable<std::int64_t> nightsOf(mysql::any_connection &connection,
                                   std::int64_t id) {
    mysql::results found;
    co_await connection.async_execute( // ok: perhaps in a transaction
        mysql::with_params("SELECT nights FROM stays WHERE id = {} FOR UPDATE",
                           id),
        found);
    co_return found.rows()[0][0].as_int64();
  }

  mysql::connection_pool pool_;
};
