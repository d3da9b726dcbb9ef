// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// OZO: a query is a text with values between its parts, rows are stored to an
// argument, and a transaction is handed from one request to the next.
#include "ozo.h"
#include <utility>

using boost::asio::awaitable;
using boost::asio::use_awaitable;
using namespace ozo::literals;

class Depot {
public:
  // scenario: 3
  awaitable<> put(std::int64_t shelf, std::int64_t boxes) {
    ozo::rows_of<std::int64_t> rows;
    co_await ozo::request(pool[io], "SELECT boxes FROM shelves WHERE id = "_SQL + shelf, ozo::into(rows), use_awaitable); // note: check
    const std::int64_t now = std::get<0>(rows.front()) + boxes;
    co_await ozo::execute(pool[io], "UPDATE shelves SET boxes = "_SQL + now + " WHERE id = "_SQL + shelf, use_awaitable); // expect: await-stale-write // note: suspension
  }

  awaitable<> putInOneStep(std::int64_t shelf, std::int64_t boxes) {
    co_await ozo::execute(pool[io], "UPDATE shelves SET boxes = boxes + "_SQL + boxes + " WHERE id = "_SQL + shelf, use_awaitable); // ok: one step
  }

  // A transaction alone locks nothing.
  awaitable<> putInTransaction(std::int64_t shelf, std::int64_t boxes) {
    ozo::rows_of<std::int64_t> rows;
    auto work = co_await ozo::begin(pool[io], use_awaitable);
    work = co_await ozo::request(std::move(work), "SELECT boxes FROM shelves WHERE id = "_SQL + shelf, ozo::into(rows), use_awaitable);
    const std::int64_t now = std::get<0>(rows.front()) + boxes;
    work = co_await ozo::execute(std::move(work), "UPDATE shelves SET boxes = "_SQL + now + " WHERE id = "_SQL + shelf, use_awaitable); // expect: await-stale-write
    co_await ozo::commit(std::move(work), use_awaitable);
  }

  awaitable<> putLocked(std::int64_t shelf, std::int64_t boxes) {
    ozo::rows_of<std::int64_t> rows;
    auto work = co_await ozo::begin(pool[io], use_awaitable);
    work = co_await ozo::request(std::move(work), "SELECT boxes FROM shelves WHERE id = "_SQL + shelf + " FOR UPDATE"_SQL, ozo::into(rows), use_awaitable);
    const std::int64_t now = std::get<0>(rows.front()) + boxes;
    work = co_await ozo::execute(std::move(work), "UPDATE shelves SET boxes = "_SQL + now + " WHERE id = "_SQL + shelf, use_awaitable); // ok: the row is locked
    co_await ozo::commit(std::move(work), use_awaitable);
  }

  // The lock is gone with the transaction.
  awaitable<> putAfterwards(std::int64_t shelf, std::int64_t boxes) {
    ozo::rows_of<std::int64_t> rows;
    auto work = co_await ozo::begin(pool[io], use_awaitable);
    work = co_await ozo::request(std::move(work), "SELECT boxes FROM shelves WHERE id = "_SQL + shelf + " FOR UPDATE"_SQL, ozo::into(rows), use_awaitable);
    auto open = co_await ozo::rollback(std::move(work), use_awaitable);
    const std::int64_t now = std::get<0>(rows.front()) + boxes;
    co_await ozo::execute(std::move(open), "UPDATE shelves SET boxes = "_SQL + now + " WHERE id = "_SQL + shelf, use_awaitable); // expect: await-stale-write
  }

  awaitable<> putUnlocked(std::int64_t shelf, std::int64_t boxes) {
    ozo::rows_of<std::int64_t> rows;
    co_await ozo::request(pool[io], "SELECT boxes FROM shelves WHERE id = "_SQL + shelf + " FOR UPDATE"_SQL, ozo::into(rows), use_awaitable); // expect: await-unheld-lock
    const std::int64_t now = std::get<0>(rows.front()) + boxes;
    co_await ozo::execute(pool[io], "UPDATE shelves SET boxes = "_SQL + now + " WHERE id = "_SQL + shelf, use_awaitable); // expect: await-stale-write
  }

  // scenario: 4
  awaitable<bool> rent(std::string plate, std::int64_t shelf) {
    ozo::rows_of<std::int64_t> rows;
    const auto query = "SELECT id FROM rents WHERE plate = "_SQL + plate;
    auto work = co_await ozo::begin(pool[io], use_awaitable);
    work = co_await ozo::request(std::move(work), query, ozo::into(rows), use_awaitable);
    if (!rows.empty() || !work.is_open())
      co_return false;
    work = co_await ozo::execute(std::move(work), "INSERT INTO rents (plate, shelf) VALUES ("_SQL + plate + ", "_SQL + shelf + ")"_SQL, use_awaitable); // expect: await-check-then-act
    co_await ozo::commit(std::move(work), use_awaitable);
    co_return true;
  }

  awaitable<> rentOnce(std::string plate, std::int64_t shelf) {
    co_await ozo::execute(pool[io], "INSERT INTO rents (plate, shelf) VALUES ("_SQL + plate + ", "_SQL + shelf + ") ON CONFLICT DO NOTHING"_SQL, use_awaitable); // ok: unless it is there
  }

private:
  boost::asio::io_context io;
  ozo::connection_pool pool;
};
