// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SQL text that is put together from parts: what is constant says enough.
#include "drogon.h"
#include "format.h"

using drogon::Task;
using namespace drogon::orm;

class Warehouse {
public:
  // scenario: 3
  Task<> receive(int article, long pieces) {
    const Result found = co_await db->execSqlCoro( // note: check
        std::format("SELECT stock FROM articles WHERE id = {}", article));
    const long stock = found[0]["stock"].as<long>() + pieces;
    co_await db->execSqlCoro( // expect: await-stale-write // note: suspension
        std::format("UPDATE articles SET stock = {} WHERE id = {}", stock,
                    article));
  }

  Task<> receiveInOneStep(int article, long pieces) {
    co_await db->execSqlCoro( // ok: the database adds
        std::format("UPDATE articles SET stock = stock + {} WHERE id = {}",
                    pieces, article));
  }

  Task<bool> ship(int article, long pieces) {
    const Result found = co_await db->execSqlCoro(
        fmt::format("SELECT stock FROM articles WHERE id = {}", article));
    if (found[0]["stock"].as<long>() < pieces)
      co_return false;
    std::string text = fmt::format(
        "UPDATE articles SET stock = stock - {} WHERE id = {}", pieces, article);
    co_await db->execSqlCoro(std::move(text)); // expect: await-check-then-act
    co_return true;
  }

  Task<bool> shipIfEnough(int article, long pieces) {
    const Result found = co_await db->execSqlCoro(
        fmt::format("SELECT stock FROM articles WHERE id = {}", article));
    if (found[0]["stock"].as<long>() < pieces)
      co_return false;
    std::string text = fmt::format("UPDATE articles SET stock = stock - {0} "
                                   "WHERE id = {1} AND stock >= {0}",
                                   pieces, article);
    const Result done =
        co_await db->execSqlCoro(std::move(text)); // ok: it looks for itself
    co_return done.affectedRows() == 1;
  }

private:
  DbClientPtr db;
};
