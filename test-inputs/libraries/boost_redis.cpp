// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Boost.Redis: commands are pushed into a request, which runs them one after
// the other. What one request reads, the next one stores when others have run.
#include "redis.h"
#include <map>

using boost::asio::awaitable;
namespace redis = boost::redis;

awaitable<std::string> drawMap(std::string region);

class Scores {
public:
  // scenario: 3
  awaitable<> add(std::string player, long points) {
    redis::request look;
    look.push("GET", "score:" + player);
    redis::response<long> found;
    co_await conn->async_exec(look, found); // note: check

    const long now = std::get<0>(found).value() + points;
    redis::request store;
    store.push("SET", "score:" + player, now);
    co_await conn->async_exec(store, redis::ignore); // expect: await-stale-write // note: suspension
  }

  awaitable<> addInOneStep(std::string player, long points) {
    redis::request req;
    req.push("INCRBY", "score:" + player, points);
    co_await conn->async_exec(req); // ok: the server adds
  }

  // One request for all, whose commands are dropped before the next ones.
  awaitable<> addWithOneRequest(std::string player, long points) {
    redis::request req;
    redis::response<long> found;
    const std::string key = "score:" + player;
    req.push("GET", key);
    co_await conn->async_exec(req, found);
    const long now = std::get<0>(found).value() + points;
    req.clear();
    req.push("SET", key, now, "XX");
    co_await conn->async_exec(req, redis::ignore); // expect: await-stale-write
  }

  // What a pipeline reads is of no use to what comes behind in it.
  awaitable<long> addAndLook(std::string player, long points) {
    redis::request req;
    req.push("INCRBY", "score:" + player, points);
    req.push("GET", "best");
    redis::response<long, long> found;
    co_await conn->async_exec(req, found); // ok: nothing was read before
    co_return std::get<1>(found).value();
  }

  awaitable<> best(std::string player) {
    redis::request look;
    look.push("GET", "score:" + player);
    look.push("GET", "best");
    redis::response<long, long> found;
    co_await conn->async_exec(look, found);
    const long mine = std::get<0>(found).value();
    if (mine <= std::get<1>(found).value())
      co_return;
    redis::request store;
    store.push("SET", "best", mine);
    co_await conn->async_exec(store, redis::ignore); // expect: await-check-then-act medium
  }

  // The first answer has nothing to do with the second one.
  awaitable<> copyLast(std::string player) {
    redis::request look;
    look.push("GET", "score:" + player);
    look.push("GET", "last:" + player);
    redis::response<long, std::string> found;
    co_await conn->async_exec(look, found);
    redis::request store;
    store.push("SET", "score:" + player, std::get<1>(found).value());
    co_await conn->async_exec(store, redis::ignore); // ok: made of another key
    store.clear();
    store.push("SET", "last:" + player, std::get<1>(found).value() + "!");
    co_await conn->async_exec(store, redis::ignore); // expect: await-stale-write
  }

  // MULTI makes one step of what is in it, not of what was read before.
  awaitable<> move(std::string from, std::string to, long points) {
    redis::request look;
    look.push("GET", "score:" + from);
    redis::response<long> found;
    co_await conn->async_exec(look, found);
    if (std::get<0>(found).value() < points)
      co_return;
    redis::request change;
    change.push("MULTI");
    change.push("DECRBY", "score:" + from, points);
    change.push("INCRBY", "score:" + to, points);
    change.push("EXEC");
    co_await conn->async_exec(change, redis::ignore); // expect: await-check-then-act
  }

  awaitable<bool> moveWatched(std::string from, std::string to, long points) {
    redis::request look;
    look.push("WATCH", "score:" + from);
    look.push("GET", "score:" + from);
    redis::response<redis::ignore_t, long> found;
    co_await conn->async_exec(look, found);
    if (std::get<1>(found).value() < points)
      co_return false;
    redis::request change;
    change.push("MULTI");
    change.push("DECRBY", "score:" + from, points);
    change.push("INCRBY", "score:" + to, points);
    change.push("EXEC");
    redis::response<redis::ignore_t, redis::ignore_t, redis::ignore_t,
                    std::optional<std::tuple<long, long>>>
        changed;
    co_await conn->async_exec(change, changed); // ok: EXEC fails if it was changed
    co_return std::get<3>(changed).value().has_value();
  }

  // Watched when it was read already.
  awaitable<> addWatchedLate(std::string player, long points) {
    redis::request look;
    look.push("GET", "score:" + player);
    redis::response<long> found;
    co_await conn->async_exec(look, found);
    const long now = std::get<0>(found).value() + points;
    redis::request store;
    store.push("WATCH", "score:" + player);
    store.push("MULTI");
    store.push("SET", "score:" + player, now);
    store.push("EXEC");
    co_await conn->async_exec(store, redis::ignore); // expect: await-stale-write
  }

private:
  std::shared_ptr<redis::connection> conn;
};

class Names {
public:
  // scenario: 4
  awaitable<bool> take(std::string name, std::string player) {
    redis::request look;
    look.push("EXISTS", "name:" + name);
    redis::response<int> taken;
    co_await conn.async_exec(look, taken);
    if (std::get<0>(taken).value() != 0)
      co_return false;
    redis::request store;
    store.push("SET", "name:" + name, player);
    co_await conn.async_exec(store, redis::ignore); // expect: await-check-then-act medium
    co_return true;
  }

  awaitable<bool> takeIfFree(std::string name, std::string player) {
    redis::request look;
    look.push("EXISTS", "name:" + name);
    redis::response<int> taken;
    co_await conn.async_exec(look, taken);
    if (std::get<0>(taken).value() != 0)
      co_return false;
    redis::request store;
    store.push("SET", "name:" + name, player, "NX", "EX", 3600);
    redis::response<std::optional<std::string>> stored;
    co_await conn.async_exec(store, stored); // ok: if it is free
    co_return std::get<0>(stored).value().has_value();
  }

  awaitable<bool> takeOnce(std::string name, std::string player) {
    redis::request store;
    store.push("SETNX", "name:" + name, player);
    redis::response<int> stored;
    co_await conn.async_exec(store, stored); // ok: one step
    co_return std::get<0>(stored).value() == 1;
  }

  awaitable<> rename(std::string player, std::string name) {
    redis::request look;
    look.push("HGET", "player:" + player, "renames");
    redis::response<int> found;
    co_await conn.async_exec(look, found);
    const int renames = std::get<0>(found).value();
    redis::request store;
    store.push("HSET", "player:" + player, "name", name);
    co_await conn.async_exec(store, redis::ignore); // ok: another field
    store.clear();
    store.push("HSET", "player:" + player, "renames", renames + 1);
    co_await conn.async_exec(store, redis::ignore); // expect: await-stale-write
  }

  awaitable<> addTitles(std::string player, std::map<std::string, std::string> titles) {
    redis::request req;
    req.push_range("HSET", "titles:" + player, titles);
    co_await conn.async_exec(req, redis::ignore); // ok: nothing was read
  }

  // Who fills a cache twice has lost some time and no more.
  awaitable<std::string> map(std::string region) {
    redis::request look;
    look.push("GET", "map:" + region);
    redis::response<std::optional<std::string>> found;
    co_await conn.async_exec(look, found);
    if (std::get<0>(found).value())
      co_return *std::get<0>(found).value();
    std::string drawn = co_await drawMap(region);
    redis::request store;
    store.push("SET", "map:" + region, drawn, "EX", 60);
    co_await conn.async_exec(store, redis::ignore); // expect: await-check-then-act low
    co_return drawn;
  }

private:
  redis::basic_connection<redis::executor> conn;
};
