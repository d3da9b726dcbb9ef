// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A blog with a shop. tests/postgres_test.cpp runs each coroutine several times
// at once against a PostgreSQL server, and the marks are what the server shows.
// args: --models=test-inputs/postgres/client.yaml
#include "client.h"

using pg::Task;

struct Post {
  long id = 0, views = 0;
};

class Blog {
public:
  explicit Blog(pg::Connection &connection) : db(connection) {}

  // scenario: 3
  Task<bool> view(long id) {
    const pg::Result found = co_await db.query( // note: check
        "SELECT views FROM posts WHERE id = $1", id);
    if (found.empty())
      co_return false;
    co_await db.query( // expect: await-stale-write // note: suspension
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_return true;
  }

  // The same as an object that is loaded, changed and saved.
  Task<bool> viewObject(long id) {
    Post post = co_await load(id);
    ++post.views;
    co_await save(post); // expect: await-stale-write
    co_return true;
  }

  Task<bool> viewInOneStep(long id) {
    const pg::Result done = co_await db.query( // ok: the database counts
        "UPDATE posts SET views = views + 1 WHERE id = $1", id);
    co_return done.changed() == 1;
  }

  Task<bool> viewLookedAt(long id) {
    const pg::Result found =
        co_await db.query("SELECT views FROM posts WHERE id = $1", id);
    if (found.empty())
      co_return false;
    const pg::Result done = co_await db.query( // ok: the database counts
        "UPDATE posts SET views = views + 1 WHERE id = $1", id);
    co_return done.changed() == 1;
  }

  // A transaction alone changes nothing.
  Task<bool> viewInTransaction(long id) {
    co_await db.query("BEGIN");
    const pg::Result found =
        co_await db.query("SELECT views FROM posts WHERE id = $1", id);
    co_await db.query( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> viewLocked(long id) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT views FROM posts WHERE id = $1 FOR UPDATE", id);
    co_await db.query( // ok: the row is locked until the commit
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> viewLockedLess(long id) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT views FROM posts WHERE id = $1 FOR NO KEY UPDATE", id);
    co_await db.query( // ok: no key is updated
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_await db.query("COMMIT");
    co_return true;
  }

  // Everybody may hold this lock, and it does not keep an update out.
  Task<bool> viewLockedTooLittle(long id) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT views FROM posts WHERE id = $1 FOR KEY SHARE", id);
    co_await db.query( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_await db.query("COMMIT");
    co_return true;
  }

  // As long as there is no row, everybody gets past the lock.
  Task<bool> viewFirst(long id) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT views FROM posts WHERE id = $1 FOR UPDATE", id);
    const long views = found.empty() ? 0 : found.number("views");
    if (found.empty())
      co_await db.query( // ok: it looks for itself
          "INSERT INTO posts (id, views) VALUES ($1, 0) ON CONFLICT DO NOTHING",
          id);
    co_await db.query( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", views + 1, id);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> viewFirstInOneStep(long id) {
    const pg::Result done = co_await db.query( // ok: the database counts
        "INSERT INTO posts (id, views) VALUES ($1, 1) "
        "ON CONFLICT (id) DO UPDATE SET views = posts.views + 1",
        id);
    co_return done.changed() == 1;
  }

  Task<bool> viewLockedForNothing(long id) {
    const pg::Result found = co_await db.query( // expect: await-unheld-lock
        "SELECT views FROM posts WHERE id = $1 FOR UPDATE", id);
    co_await db.query( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_return true;
  }

  Task<bool> viewLockedTooShort(long id) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT views FROM posts WHERE id = $1 FOR UPDATE", id);
    co_await db.query("COMMIT");
    co_await db.query( // expect: await-stale-write
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_return true;
  }

  Task<bool> viewRepeatable(long id) {
    co_await db.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const pg::Result found =
        co_await db.query("SELECT views FROM posts WHERE id = $1", id);
    co_await db.query( // ok: all but the first are rolled back
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> viewSerializable(long id) {
    co_await db.query("BEGIN");
    co_await db.query("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    const pg::Result found =
        co_await db.query("SELECT views FROM posts WHERE id = $1", id);
    co_await db.query( // ok: all but the first are rolled back
        "UPDATE posts SET views = $1 WHERE id = $2", found.number("views") + 1,
        id);
    co_await db.query("COMMIT");
    co_return true;
  }

  Task<bool> viewIfUnchanged(long id) {
    for (;;) {
      const pg::Result found =
          co_await db.query("SELECT views FROM posts WHERE id = $1", id);
      if (found.empty())
        co_return false;
      const long views = found.number("views");
      const pg::Result done = co_await db.query( // ok: only if nobody was faster
          "UPDATE posts SET views = $1 WHERE id = $2 AND views = $3", views + 1,
          id, views);
      if (done.changed() == 1)
        co_return true;
    }
  }

  Task<bool> buy(long account, long price) {
    const pg::Result found =
        co_await db.query("SELECT money FROM accounts WHERE id = $1", account);
    if (found.empty() || found.number("money") < price)
      co_return false;
    co_await db.query( // expect: await-check-then-act
        "UPDATE accounts SET money = money - $1 WHERE id = $2", price, account);
    co_return true;
  }

  Task<bool> buyWithCondition(long account, long price) {
    const pg::Result done = co_await db.query( // ok: it looks for itself
        "UPDATE accounts SET money = money - $1 WHERE id = $2 AND money >= $1",
        price, account);
    co_return done.changed() == 1;
  }

  Task<bool> buyLookedAt(long account, long price) {
    const pg::Result found =
        co_await db.query("SELECT money FROM accounts WHERE id = $1", account);
    if (found.empty() || found.number("money") < price)
      co_return false;
    const pg::Result done = co_await db.query( // ok: it looks for itself
        "UPDATE accounts SET money = money - $1 WHERE id = $2 AND money >= $1",
        price, account);
    co_return done.changed() == 1;
  }

  Task<bool> buyLocked(long account, long price) {
    co_await db.query("BEGIN");
    const pg::Result found = co_await db.query(
        "SELECT money FROM accounts WHERE id = $1 FOR UPDATE", account);
    const bool enough = found.number("money") >= price;
    if (enough)
      co_await db.query( // ok: the row is locked until the commit
          "UPDATE accounts SET money = money - $1 WHERE id = $2", price,
          account);
    co_await db.query("COMMIT");
    co_return enough;
  }

private:
  Task<Post> load(long id) {
    const pg::Result found =
        co_await db.query("SELECT id, views FROM posts WHERE id = $1", id);
    co_return Post{found.number("id"), found.number("views")};
  }
  Task<void> save(Post post) {
    co_await db.query("UPDATE posts SET views = $1 WHERE id = $2", post.views,
                      post.id);
  }

  pg::Connection &db;
};
