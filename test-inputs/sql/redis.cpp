// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// State that several servers share in Redis: each command is one step, two are
// not.
#include "drogon.h"

using drogon::Task;
using namespace drogon::nosql;

Task<std::string> renderPage(int page);

class Points {
public:
  // scenario: 3
  Task<> add(std::string player, long long points) {
    const RedisResult found = co_await redis->execCommandCoro( // note: check
        "GET player:%s:points", player.c_str());
    const long long now = std::stoll(found.asString()) + points;
    co_await redis->execCommandCoro( // expect: await-stale-write // note: suspension
        "SET player:%s:points %lld", player.c_str(), now);
  }

  Task<> addInOneStep(std::string player, long long points) {
    co_await redis->execCommandCoro( // ok: the server adds
        "INCRBY player:%s:points %lld", player.c_str(), points);
  }

  Task<> addField(std::string player, long long points) {
    const RedisResult found = co_await redis->execCommandCoro(
        "HGET player:%s points", player.c_str());
    co_await redis->execCommandCoro( // expect: await-stale-write
        "HSET player:%s points %lld", player.c_str(),
        std::stoll(found.asString()) + points);
  }

  Task<> rename(std::string player, std::string name) {
    const RedisResult found = co_await redis->execCommandCoro(
        "HGET player:%s points", player.c_str());
    if (found.asString() == "0")
      co_return;
    co_await redis->execCommandCoro( // ok: another field
        "HSET player:%s name %s", player.c_str(), name.c_str());
  }

  Task<> addWatched(std::string player, long long points) {
    co_await redis->execCommandCoro("WATCH player:%s:points", player.c_str());
    const RedisResult found = co_await redis->execCommandCoro(
        "GET player:%s:points", player.c_str());
    const long long now = std::stoll(found.asString()) + points;
    co_await redis->execCommandCoro("MULTI");
    co_await redis->execCommandCoro( // ok: EXEC fails if it was changed
        "SET player:%s:points %lld", player.c_str(), now);
    co_await redis->execCommandCoro("EXEC");
  }

  // MULTI alone keeps nobody out between the two.
  Task<> addUnwatched(std::string player, long long points) {
    const RedisResult found = co_await redis->execCommandCoro(
        "GET player:%s:points", player.c_str());
    const long long now = std::stoll(found.asString()) + points;
    co_await redis->execCommandCoro("MULTI");
    co_await redis->execCommandCoro( // expect: await-stale-write
        "SET player:%s:points %lld", player.c_str(), now);
    co_await redis->execCommandCoro("EXEC");
  }

  Task<bool> spend(std::string player, long long points) {
    const RedisResult found = co_await redis->execCommandCoro(
        "GET player:%s:points", player.c_str());
    if (std::stoll(found.asString()) < points)
      co_return false;
    co_await redis->execCommandCoro( // expect: await-check-then-act
        "DECRBY player:%s:points %lld", player.c_str(), points);
    co_return true;
  }

  // scenario: 4
  Task<bool> takeName(std::string name, std::string player) {
    const RedisResult taken =
        co_await redis->execCommandCoro("EXISTS name:%s", name.c_str());
    if (taken.asInteger() != 0)
      co_return false;
    co_await redis->execCommandCoro( // expect: await-check-then-act medium
        "SET name:%s %s", name.c_str(), player.c_str());
    co_return true;
  }

  Task<bool> takeNameIfFree(std::string name, std::string player) {
    const RedisResult taken =
        co_await redis->execCommandCoro("GET name:%s", name.c_str());
    if (!taken.isNil())
      co_return false;
    const RedisResult mine = co_await redis->execCommandCoro( // ok: if it is free
        "SETNX name:%s %s", name.c_str(), player.c_str());
    co_return mine.asInteger() == 1;
  }

  // Who fills a cache twice has lost some time and no more.
  Task<std::string> page(int number) {
    const RedisResult found =
        co_await redis->execCommandCoro("GET page:%d", number);
    if (!found.isNil())
      co_return found.asString();
    std::string text = co_await renderPage(number);
    co_await redis->execCommandCoro( // expect: await-check-then-act low
        "SET page:%d %s EX 60", number, text.c_str());
    co_return text;
  }

  Task<> transfer(std::string from, std::string to) {
    const RedisResult found = co_await redis->execCommandCoro(
        "GET player:%s:points", from.c_str());
    co_await redis->execCommandCoro( // ok: another key
        "SET player:%s:points %s", to.c_str(), found.asString().c_str());
  }

private:
  RedisClientPtr redis;
};
