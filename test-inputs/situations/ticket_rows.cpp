// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 5 with the orders in a database, and a mutex for each user in front of them: it keeps out the
// coroutines of this process, and is silent; one note says that other processes are not covered.
#include "coro.h"
#include "drogon.h"

#include <map>
#include <string>

using namespace drogon::orm;
mock::task<> mail(std::string user);

class Counter {
public:
  // scenario: 99
  mock::task<bool> claim(std::string user) {
    auto guard = co_await locks_[user].scoped_lock();
    const Result found = co_await db_->execSqlCoro("SELECT id FROM tickets WHERE owner = $1", user);
    if (!found.empty())
      co_return false;
    co_await db_->execSqlCoro("INSERT INTO tickets (owner) VALUES ($1)", user); // ok: the mutex of the user
    co_return true;
  }

  mock::task<bool> claim_by_helpers(std::string user) {
    auto guard = co_await locks_[user].scoped_lock();
    if (co_await find(user))
      co_return false;
    co_await create(user); // ok: the mutex of the user
    co_return true;
  }

  mock::task<> extend(std::string user, long days) {
    auto guard = co_await locks_[user].scoped_lock();
    const Result found = co_await db_->execSqlCoro("SELECT days FROM tickets WHERE owner = $1", user);
    const long now = found[0]["days"].as<long>() + days;
    co_await db_->execSqlCoro("UPDATE tickets SET days = $1 WHERE owner = $2", now, user); // ok: the mutex of the user
  }

private:
  mock::task<bool> find(std::string user) {
    const Result found = co_await db_->execSqlCoro("SELECT id FROM tickets WHERE owner = $1", user);
    co_return !found.empty();
  }
  mock::task<> create(std::string user) {
    co_await db_->execSqlCoro("INSERT INTO tickets (owner) VALUES ($1)", user);
  }

  DbClientPtr db_;
  std::map<std::string, mock::mutex> locks_;
};

// The same counter with the mutex in the ways that do not help.
class Kiosk {
public:
  mock::task<bool> claim(std::string user) {
    const Result found = co_await db_->execSqlCoro("SELECT id FROM passes WHERE owner = $1", user); // note: check
    if (!found.empty())
      co_return false;
    co_await db_->execSqlCoro("INSERT INTO passes (owner) VALUES ($1)", user); // expect: await-check-then-act // note: suspension
    co_return true;
  }

  mock::task<bool> claim_dropped(std::string user) {
    co_await locks_[user].scoped_lock(); // expect: await-unheld-lock
    const Result found = co_await db_->execSqlCoro("SELECT id FROM passes WHERE owner = $1", user);
    if (!found.empty())
      co_return false;
    co_await db_->execSqlCoro("INSERT INTO passes (owner) VALUES ($1)", user); // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> claim_released(std::string user) {
    auto guard = co_await locks_[user].scoped_lock();
    const Result found = co_await db_->execSqlCoro("SELECT id FROM passes WHERE owner = $1", user);
    if (!found.empty())
      co_return false;
    guard.unlock();
    co_await db_->execSqlCoro("INSERT INTO passes (owner) VALUES ($1)", user); // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> claim_create_locked(std::string user) {
    const Result found = co_await db_->execSqlCoro("SELECT id FROM passes WHERE owner = $1", user);
    if (!found.empty())
      co_return false;
    auto guard = co_await locks_[user].scoped_lock();
    co_await db_->execSqlCoro("INSERT INTO passes (owner) VALUES ($1)", user); // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> claim_by_helpers(std::string user) {
    if (co_await find(user))
      co_return false;
    co_await create(user); // expect: await-check-then-act
    co_return true;
  }

  mock::task<> claim_unawaited(std::string user) {
    create(user); // expect: await-unawaited-task
    co_await mail(user);
  }

private:
  mock::task<bool> find(std::string user) {
    const Result found = co_await db_->execSqlCoro("SELECT id FROM passes WHERE owner = $1", user);
    co_return !found.empty();
  }
  mock::task<> create(std::string user) {
    co_await db_->execSqlCoro("INSERT INTO passes (owner) VALUES ($1)", user);
  }

  DbClientPtr db_;
  std::map<std::string, mock::mutex> locks_;
};
