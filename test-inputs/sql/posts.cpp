// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The view counter of a blog: the row is read, counted up in the program, and
// written back.
#include "drogon.h"

using drogon::Task;
using namespace drogon::orm;

class Blog {
public:
  explicit Blog(DbClientPtr client) : db(std::move(client)) {}

  // scenario: 3
  Task<long> view(int id) {
    const Result found =
        co_await db->execSqlCoro( // note: check
            "SELECT views FROM posts WHERE id = $1", id);
    if (found.empty())
      co_return 0;
    const long views = found[0]["views"].as<long>() + 1;
    co_await db->execSqlCoro( // expect: await-stale-write // note: suspension
        "UPDATE posts SET views = $1 WHERE id = $2", views, id);
    co_return views;
  }

  Task<> viewInOneStep(int id) {
    const Result found = co_await db->execSqlCoro(
        "SELECT views, title FROM posts WHERE id = $1", id);
    if (found.empty())
      co_return;
    co_await db->execSqlCoro( // ok: the database counts
        "UPDATE posts SET views = views + 1 WHERE id = $1", id);
  }

  Task<> viewWholeRow(int id) {
    const Result found =
        co_await db->execSqlCoro("SELECT * FROM posts WHERE id = $1", id);
    const Row row = found[0];
    const long views = row["views"].as<long>();
    co_await db->execSqlCoro( // expect: await-stale-write
        "UPDATE posts SET views = $2 WHERE id = $1", id, views + 1);
  }

  Task<> rename(int id, int user, std::string title) {
    const Result found =
        co_await db->execSqlCoro("SELECT * FROM posts WHERE id = $1", id);
    if (found.size() == 0 || found[0]["author"].as<int>() != user)
      co_return;
    co_await db->execSqlCoro( // ok: another column was looked at
        "UPDATE posts SET title = $1 WHERE id = $2", title, id);
  }

  Task<> viewInTransaction(int id) {
    auto transaction = co_await db->newTransactionCoro();
    const Result found = co_await transaction->execSqlCoro(
        "SELECT views FROM posts WHERE id = $1", id);
    const long views = found[0]["views"].as<long>();
    co_await transaction->execSqlCoro( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", views + 1, id);
  }

  Task<> viewLocked(int id) {
    auto transaction = co_await db->newTransactionCoro();
    const Result found = co_await transaction->execSqlCoro(
        "SELECT views FROM posts WHERE id = $1 FOR UPDATE", id);
    const long views = found[0]["views"].as<long>();
    co_await transaction->execSqlCoro( // ok: the row is locked until the commit
        "UPDATE posts SET views = $1 WHERE id = $2", views + 1, id);
  }

  Task<> viewLockedForNothing(int id) {
    const Result found =
        co_await db->execSqlCoro( // expect: await-unheld-lock
            "SELECT views FROM posts WHERE id = $1 FOR UPDATE", id);
    const long views = found[0]["views"].as<long>();
    co_await db->execSqlCoro( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", views + 1, id);
  }

  Task<bool> buy(int account, long price) {
    const Result found = co_await db->execSqlCoro(
        "SELECT money FROM accounts WHERE id = $1", account);
    if (found.empty() || found[0]["money"].as<long>() < price)
      co_return false;
    co_await db->execSqlCoro( // expect: await-check-then-act
        "UPDATE accounts SET money = money - $1 WHERE id = $2", price, account);
    co_return true;
  }

  Task<bool> buyWithCondition(int account, long price) {
    const Result found = co_await db->execSqlCoro(
        "SELECT money FROM accounts WHERE id = $1", account);
    if (found.empty() || found[0]["money"].as<long>() < price)
      co_return false;
    const Result done = co_await db->execSqlCoro( // ok: it looks for itself
        "UPDATE accounts SET money = money - $1 WHERE id = $2 AND money >= $1",
        price, account);
    co_return done.affectedRows() == 1;
  }

  Task<> other(int id, int another) {
    const Result found =
        co_await db->execSqlCoro("SELECT views FROM posts WHERE id = $1", id);
    co_await db->execSqlCoro( // ok: another row
        "UPDATE posts SET views = $1 WHERE id = $2",
        found[0]["views"].as<long>(), another);
  }

private:
  DbClientPtr db;
};
