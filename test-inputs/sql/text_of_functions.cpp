// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Texts and requests that functions of the project make: the values in them are
// what is passed.
#include "drogon.h"
#include "format.h"
#include "redis.h"

using drogon::Task;
using namespace drogon::orm;

namespace queries {
inline std::string stockOf(int article) {
  return std::format("SELECT stock FROM articles WHERE id = {}", article);
}
inline std::string setStock(int article, long stock) {
  const long atLeastNone = stock < 0 ? 0 : stock;
  return std::format("UPDATE articles SET stock = {} WHERE id = {}",
                     atLeastNone, article);
}
inline std::string take(int article, long pieces) {
  return std::format("UPDATE articles SET stock = stock - {} WHERE id = {}",
                     pieces, article);
}
inline std::string takeIfEnough(int article, long pieces) {
  return take(article, pieces) + std::format(" AND stock >= {}", pieces);
}
constexpr const char *newest() { return "SELECT max(id) FROM articles"; }
// More than one text.
inline std::string look(bool all, int article) {
  if (all)
    return "SELECT stock FROM articles";
  return stockOf(article);
}
} // namespace queries

class Warehouse {
public:
  // scenario: 3
  Task<> receive(int article, long pieces) {
    const Result found = co_await db->execSqlCoro(queries::stockOf(article)); // note: check
    const long stock = found[0]["stock"].as<long>() + pieces;
    co_await db->execSqlCoro(queries::setStock(article, stock)); // expect: await-stale-write // note: suspension
  }

  Task<bool> ship(int article, long pieces) {
    const Result found = co_await db->execSqlCoro(queries::stockOf(article));
    if (found[0]["stock"].as<long>() < pieces)
      co_return false;
    co_await db->execSqlCoro(queries::take(article, pieces)); // expect: await-check-then-act
    co_return true;
  }

  Task<bool> shipIfEnough(int article, long pieces) {
    const Result found = co_await db->execSqlCoro(queries::stockOf(article));
    if (found[0]["stock"].as<long>() < pieces)
      co_return false;
    const Result taken = co_await db->execSqlCoro(queries::takeIfEnough(article, pieces)); // ok: it looks again
    co_return taken.affectedRows() == 1;
  }

  // One row is looked at, and another one is set.
  Task<> copy(int from, int to) {
    const Result found = co_await db->execSqlCoro(queries::stockOf(from));
    const long stock = found[0]["stock"].as<long>();
    co_await db->execSqlCoro(queries::setStock(to, stock)); // ok: another row
  }

  Task<> stockLike(bool all, int article, long pieces) {
    const Result found = co_await db->execSqlCoro(queries::look(all, article));
    const long stock = found[0]["stock"].as<long>() + pieces;
    co_await db->execSqlCoro(queries::setStock(article, stock)); // missed: await-stale-write of the two texts none is certain
  }

private:
  DbClientPtr db;
};

using boost::asio::awaitable;
namespace redis = boost::redis;

redis::request scoreOf(const std::string &player) {
  redis::request req;
  req.push("GET", "score:" + player);
  return req;
}

redis::request setScore(const std::string &player, long score) {
  redis::request req;
  req.push("SET", "score:" + player, score);
  req.push("EXPIRE", "score:" + player, 3600);
  return req;
}

void addPoints(redis::request &req, const std::string &player, long points) {
  req.push("INCRBY", "score:" + player, points);
}

void addScore(redis::request &req, const std::string &player, long score) {
  req.push("SET", "score:" + player, score);
}

class Scores {
public:
  // scenario: 3
  awaitable<> add(std::string player, long points) {
    redis::response<long> found;
    co_await conn->async_exec(scoreOf(player), found); // note: check
    const long now = std::get<0>(found).value() + points;
    co_await conn->async_exec(setScore(player, now), redis::ignore); // expect: await-stale-write // note: suspension
  }

  awaitable<> addWithVariables(std::string player, long points) {
    redis::response<long> found;
    const redis::request look = scoreOf(player);
    co_await conn->async_exec(look, found);
    redis::request store;
    addScore(store, player, std::get<0>(found).value() + points);
    co_await conn->async_exec(store, redis::ignore); // expect: await-stale-write
  }

  awaitable<> addInOneStep(std::string player, long points) {
    redis::response<long> found;
    co_await conn->async_exec(scoreOf(player), found);
    if (std::get<0>(found).value() < 0)
      co_return;
    redis::request req;
    addPoints(req, player, points);
    co_await conn->async_exec(req, redis::ignore); // expect: await-check-then-act
  }

  awaitable<> reset(std::string player) {
    co_await conn->async_exec(setScore(player, 0), redis::ignore); // ok: whatever it was
  }

private:
  redis::connection *conn;
};
