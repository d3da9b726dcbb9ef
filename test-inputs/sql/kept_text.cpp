// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SQL text that is kept elsewhere than where it is run: in constants and in
// members; and statements that a method prepares for the others.
#include "drogon.h"
#include "mysql.h"
#include <optional>
#include <string_view>

using boost::asio::awaitable;
using drogon::Task;
using namespace drogon::orm;
namespace mysql = boost::mysql;

#define GOODS "goods"
static constexpr std::string_view kStock =
    "SELECT stock FROM goods WHERE id = $1";
const char *const kStore = "UPDATE " GOODS " SET stock = $1 WHERE id = $2";
constexpr char kTake[] =
    "UPDATE goods SET stock = stock - $1 WHERE id = $2 AND stock >= $1";
static const char *kSell = "UPDATE goods SET stock = $1 WHERE id = $2";

struct Texts {
  static inline const std::string look =
      "SELECT stock FROM goods WHERE id = $1";
  static const char store[];
  const std::string keep = "UPDATE goods SET stock = $1 WHERE id = $2";
  // Whoever has one of these says what it is.
  std::string other = "UPDATE goods SET stock = $1 WHERE id = $2";
};
const char Texts::store[] = "UPDATE goods SET stock = $1 WHERE id = $2";

class Shop {
public:
  explicit Shop(std::string table)
      : set_("UPDATE goods SET stock = $1 WHERE id = $2"),
        locked_(std::string(kStock) + " FOR UPDATE"), given_(table) {
    built_ = "UPDATE goods SET stock = $1";
    built_ += " WHERE id = $2";
  }

  // scenario: 3
  Task<> constant(int id) {
    const Result found = co_await db->execSqlCoro(std::string(kStock), id); // note: check
    const long stock = found[0]["stock"].as<long>();
    co_await db->execSqlCoro(kStore, stock - 1, id); // expect: await-stale-write // note: suspension
  }

  Task<bool> constantOneStep(int id, long pieces) {
    const Result taken = co_await db->execSqlCoro(kTake, pieces, id);
    co_return taken.affectedRows() == 1; // ok: the statement carries the check
  }

  Task<> ofTheFile(int id) {
    const Result found = co_await db->execSqlCoro(kStock.data(), id);
    co_await db->execSqlCoro(kSell, found[0]["stock"].as<long>() - 1, id); // expect: await-stale-write
  }

  Task<> ofAClass(int id) {
    const Result found = co_await db->execSqlCoro(Texts::look, id);
    co_await db->execSqlCoro(Texts::store, found[0]["stock"].as<long>() - 1, id); // expect: await-stale-write
  }

  Task<> member(int id) {
    const Result found = co_await db->execSqlCoro(look_, id);
    co_await db->execSqlCoro(texts_.keep, found[0]["stock"].as<long>() - 1, id); // expect: await-stale-write
  }

  Task<> memberOfConstructor(int id) {
    const Result found = co_await db->execSqlCoro(look_, id);
    co_await db->execSqlCoro(set_.c_str(), found[0]["stock"].as<long>() - 1, id); // expect: await-stale-write
  }

  Task<> memberLocks(int id) {
    auto transaction = co_await db->newTransactionCoro();
    const Result found = co_await transaction->execSqlCoro(locked_, id);
    co_await transaction->execSqlCoro(set_, found[0]["stock"].as<long>() - 1, id); // ok: the row is locked
  }

  // What nobody can tell is no text.
  Task<> unknown(int id) {
    const Result found = co_await db->execSqlCoro(Texts::look, id);
    const long stock = found[0]["stock"].as<long>() - 1;
    co_await db->execSqlCoro(given_, stock, id);
    co_await db->execSqlCoro(built_, stock, id);
    co_await db->execSqlCoro(texts_.other, stock, id);
  }

private:
  DbClientPtr db;
  Texts texts_;
  const char *const look_ = "SELECT stock FROM goods WHERE id = $1";
  std::string set_;
  const std::string locked_;
  const std::string given_;
  std::string built_;
};

class Library {
public:
  awaitable<> prepare() {
    look_ = co_await connection_.async_prepare_statement(
        "SELECT copies FROM books WHERE id = ?");
    store_ = co_await connection_.async_prepare_statement(
        "UPDATE books SET copies = ? WHERE id = ?");
    take_ = co_await connection_.async_prepare_statement(
        "UPDATE books SET copies = copies - 1 WHERE id = ? AND copies > 0");
  }

  awaitable<> lend(std::int64_t book) {
    mysql::results found, changed;
    co_await connection_.async_execute(look_.bind(book), found); // note: check
    const std::int64_t copies = found.rows()[0][0].as_int64();
    co_await connection_.async_execute(store_->bind(copies - 1, book), // expect: await-stale-write // note: suspension
                                       changed);
  }

  awaitable<bool> lendIfThere(std::int64_t book) {
    mysql::results changed;
    co_await connection_.async_execute(take_.bind(book), changed);
    co_return changed.affected_rows() == 1; // ok: one step
  }

private:
  mysql::any_connection connection_;
  mysql::statement look_;
  std::optional<mysql::statement> store_;
  mysql::statement take_;
};
