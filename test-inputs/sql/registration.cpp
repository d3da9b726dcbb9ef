// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Somebody signs up: an address must be there once only.
#include "drogon.h"

using drogon::Task;
using namespace drogon::orm;

static const char *const findByEmail = "SELECT id FROM users WHERE email = $1";

class Registration {
public:
  // scenario: 4
  Task<bool> signUp(std::string email, std::string name) {
    const Result found = co_await db->execSqlCoro( // note: check
        "SELECT id FROM users WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db->execSqlCoro( // expect: await-check-then-act // note: suspension
        "INSERT INTO users (email, name) VALUES ($1, $2)", email, name);
    co_return true;
  }

  Task<bool> signUpCounted(const std::string &email) {
    const Result found = co_await db->execSqlCoro(
        "SELECT count(*) FROM users WHERE email = $1", email);
    if (found[0][0].as<long>() > 0)
      co_return false;
    co_await db->execSqlCoro( // expect: await-check-then-act
        "INSERT INTO users (email) VALUES ($1)", email);
    co_return true;
  }

  // A transaction at the default isolation changes nothing.
  Task<bool> signUpInTransaction(std::string email) {
    auto transaction = co_await db->newTransactionCoro();
    const Result found = co_await transaction->execSqlCoro(findByEmail, email);
    if (found.size() > 0)
      co_return false;
    co_await transaction->execSqlCoro( // expect: await-check-then-act
        "INSERT INTO users (email) VALUES ($1)", email);
    co_return true;
  }

  Task<bool> signUpSerializable(std::string email) {
    auto transaction = co_await db->newTransactionCoro();
    co_await transaction->execSqlCoro(
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    const Result found = co_await transaction->execSqlCoro(findByEmail, email);
    if (found.size() > 0)
      co_return false;
    co_await transaction->execSqlCoro( // ok: one of the two is rolled back
        "INSERT INTO users (email) VALUES ($1)", email);
    co_return true;
  }

  Task<bool> signUpUnlessThere(std::string email) {
    const Result found = co_await db->execSqlCoro(findByEmail, email);
    if (!found.empty())
      co_return false;
    const Result made = co_await db->execSqlCoro( // ok: it looks for itself
        "INSERT INTO users (email) VALUES ($1) ON CONFLICT DO NOTHING", email);
    co_return made.affectedRows() == 1;
  }

  Task<bool> signUpNotExists(std::string email) {
    const Result found = co_await db->execSqlCoro(findByEmail, email);
    if (!found.empty())
      co_return false;
    co_await db->execSqlCoro( // expect: await-check-then-act
        "INSERT INTO users (email) SELECT $1 "
        "WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = $1)",
        email);
    co_return true;
  }

  Task<bool> signUpHandled(std::string email) {
    const Result found = co_await db->execSqlCoro(findByEmail, email);
    if (!found.empty())
      co_return false;
    try {
      co_await db->execSqlCoro( // ok: the unique index turns the second away
          "INSERT INTO users (email) VALUES ($1)", email);
    } catch (const UniqueViolation &) {
      co_return false;
    }
    co_return true;
  }

  Task<bool> signUpAnyError(std::string email) {
    try {
      const Result found = co_await db->execSqlCoro(findByEmail, email);
      if (!found.empty())
        co_return false;
      co_await db->execSqlCoro( // expect: await-check-then-act
          "INSERT INTO users (email) VALUES ($1)", email);
    } catch (const DrogonDbException &) {
      co_return false;
    }
    co_return true;
  }

  // The same through helpers.
  Task<bool> signUpByParts(std::string email) {
    if (co_await isKnown(email))
      co_return false;
    co_await add(email); // expect: await-check-then-act
    co_return true;
  }

  Task<> reply(int parent, std::string text) {
    const Result found = co_await db->execSqlCoro(
        "SELECT closed FROM comments WHERE id = $1", parent);
    if (found.empty() || found[0]["closed"].as<bool>())
      co_return;
    co_await db->execSqlCoro( // ok: another row
        "INSERT INTO comments (parent, text) VALUES ($1, $2)", parent, text);
  }

  Task<> reward(int id) {
    const Result found =
        co_await db->execSqlCoro("SELECT balance FROM users WHERE id = $1", id);
    const long balance = found[0]["balance"].as<long>();
    co_await db->execSqlCoro( // expect: await-stale-write
        "UPDATE users SET balance = " + std::to_string(balance + 100) +
        " WHERE id = $1", id);
  }

  Task<> rewardInOneStep(int id) {
    const Result found =
        co_await db->execSqlCoro("SELECT balance FROM users WHERE id = $1", id);
    if (found.empty())
      co_return;
    co_await db->execSqlCoro(
        "UPDATE users SET balance = balance + 100 WHERE id = $1", id);
  }

private:
  Task<bool> isKnown(std::string email) {
    const Result found = co_await db->execSqlCoro(findByEmail, email);
    co_return !found.empty();
  }
  Task<> add(std::string email) {
    co_await db->execSqlCoro("INSERT INTO users (email) VALUES ($1)", email);
  }

  DbClientPtr db;
};
