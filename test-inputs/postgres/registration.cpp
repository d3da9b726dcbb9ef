// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Somebody signs up; the list of guests has no unique index, that of members
// has one. tests/postgres_test.cpp runs each coroutine several times at once
// against a PostgreSQL server, and the marks are what the server shows.
// args: --models=test-inputs/postgres/client.yaml
#include "client.h"

using pg::Task;

class Registration {
public:
  explicit Registration(pg::Connection &connection) : db(connection) {}

  // scenario: 4
  Task<bool> signUp(std::string email) {
    const pg::Result found = co_await db.query( // note: check
        "SELECT id FROM guests WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // expect: await-check-then-act // note: suspension
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_return true;
  }

  // The same through helpers.
  Task<bool> signUpByParts(std::string email) {
    const bool known = co_await isKnown(email);
    if (known)
      co_return false;
    co_await add(email); // expect: await-check-then-act
    co_return true;
  }

  Task<bool> signUpCounted(std::string email) {
    const pg::Result found = co_await db.query(
        "SELECT count(*) AS known FROM guests WHERE email = $1", email);
    if (found.number("known") > 0)
      co_return false;
    co_await db.query( // expect: await-check-then-act
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_return true;
  }

  // A transaction at the default isolation changes nothing.
  Task<bool> signUpInTransaction(std::string email) {
    co_await db.query("BEGIN");
    const pg::Result found =
        co_await db.query("SELECT id FROM guests WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // expect: await-check-then-act
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_await db.query("COMMIT");
    co_return true;
  }

  // There is no row yet that could be locked.
  Task<bool> signUpNothingToLock(std::string email) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT id FROM guests WHERE email = $1 FOR UPDATE", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // expect: await-check-then-act
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_await db.query("COMMIT");
    co_return true;
  }

  // ... and here there is a row to lock, in another table.
  Task<bool> signUpInvited(std::string email) {
    co_await db.query("BEGIN");
    co_await db.query("SELECT id FROM members WHERE id = -1 FOR UPDATE");
    const pg::Result found =
        co_await db.query("SELECT id FROM guests WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // ok: the host lets one in at a time
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_await db.query("COMMIT");
    co_return true;
  }

  // Nobody changes a row that another one has changed.
  Task<bool> signUpRepeatable(std::string email) {
    co_await db.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const pg::Result found =
        co_await db.query("SELECT id FROM guests WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // expect: await-check-then-act
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> signUpSerializable(std::string email) {
    co_await db.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
    const pg::Result found =
        co_await db.query("SELECT id FROM guests WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // ok: all but one are rolled back
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> signUpOneByOne(std::string email) {
    co_await db.query("BEGIN");
    co_await db.query("SELECT pg_advisory_xact_lock(hashtext($1))", email);
    const pg::Result found =
        co_await db.query("SELECT id FROM guests WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    co_await db.query( // ok: one at a time
        "INSERT INTO guests (email) VALUES ($1)", email);
    co_await db.query("COMMIT");
    co_return true;
  }

  // A statement that looks before it inserts sees nothing either.
  Task<bool> signUpNotExists(std::string email) {
    const pg::Result made = co_await db.query( // expect: await-check-then-act medium
        "INSERT INTO guests (email) SELECT $1 "
        "WHERE NOT EXISTS (SELECT 1 FROM guests WHERE email = $1)",
        email);
    co_return made.changed() == 1;
  }

  Task<bool> joinOnConflict(std::string email) {
    const pg::Result found =
        co_await db.query("SELECT id FROM members WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    const pg::Result made = co_await db.query( // ok: it looks for itself
        "INSERT INTO members (email) VALUES ($1) ON CONFLICT (email) DO NOTHING",
        email);
    co_return made.changed() == 1;
  }

  Task<bool> joinNotExists(std::string email) {
    const pg::Result made = co_await db.query( // ok: a unique index decides
        "INSERT INTO members (email) SELECT $1 "
        "WHERE NOT EXISTS (SELECT 1 FROM members WHERE email = $1) "
        "ON CONFLICT DO NOTHING",
        email);
    co_return made.changed() == 1;
  }

  Task<bool> joinHandled(std::string email) {
    const pg::Result found =
        co_await db.query("SELECT id FROM members WHERE email = $1", email);
    if (!found.empty())
      co_return false;
    try {
      co_await db.query( // ok: the unique index turns the others away
          "INSERT INTO members (email) VALUES ($1)", email);
    } catch (const pg::UniqueViolation &) {
      co_return false;
    }
    co_return true;
  }

  Task<bool> joinAtOnce(std::string email) {
    try {
      co_await db.query( // ok: the unique index turns the others away
          "INSERT INTO members (email) VALUES ($1)", email);
    } catch (const pg::UniqueViolation &) {
      co_return false;
    }
    co_return true;
  }

  Task<bool> reward(long id) {
    const pg::Result found =
        co_await db.query("SELECT balance FROM members WHERE id = $1", id);
    const long balance = found.number("balance") + 100;
    co_await db.query( // expect: await-stale-write
        "UPDATE members SET balance = $1 WHERE id = $2", balance, id);
    co_return true;
  }

  Task<bool> rewardInText(long id) {
    const pg::Result found =
        co_await db.query("SELECT balance FROM members WHERE id = $1", id);
    const long balance = found.number("balance");
    co_await db.query( // expect: await-stale-write
        "UPDATE members SET balance = " + std::to_string(balance + 100) +
            " WHERE id = $1",
        id);
    co_return true;
  }

  Task<bool> rewardInOneStep(long id) {
    const pg::Result found =
        co_await db.query("SELECT balance FROM members WHERE id = $1", id);
    if (found.empty())
      co_return false;
    co_await db.query( // ok: the database adds
        "UPDATE members SET balance = balance + 100 WHERE id = $1", id);
    co_return true;
  }

private:
  Task<bool> isKnown(std::string email) {
    const pg::Result found =
        co_await db.query("SELECT id FROM guests WHERE email = $1", email);
    co_return !found.empty();
  }
  Task<void> add(std::string email) {
    co_await db.query("INSERT INTO guests (email) VALUES ($1)", email);
  }

  pg::Connection &db;
};
