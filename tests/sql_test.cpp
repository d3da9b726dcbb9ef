//===- sql_test.cpp - What SQL statements do ------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Statements and what describe() says of them: one line for each table, those
// of subqueries indented. `~` stands for a hole in the text.
//
//===----------------------------------------------------------------------===//

#include "sql/Redis.h"
#include "sql/Sql.h"

#include <gtest/gtest.h>
#include <thread>

using namespace await_tidy::sql;

namespace {

std::vector<Piece> pieces(llvm::StringRef Text) {
  std::vector<Piece> Result;
  while (!Text.empty()) {
    auto [Known, Rest] = Text.split('~');
    if (!Known.empty())
      Result.push_back({Known.str(), false});
    if (Known.size() < Text.size())
      Result.push_back({"", true});
    Text = Rest;
  }
  return Result;
}

struct Row {
  const char *Text, *Does;
};

void check(std::initializer_list<Row> Rows) {
  for (const Row &R : Rows)
    EXPECT_EQ(describe(analyze(pieces(R.Text))), R.Does) << R.Text;
}

TEST(Sql, ReadsAndWhatTheyGive) {
  check({
      {"SELECT views FROM posts WHERE id = $1",
       "read posts where id=$1 gives views"},
      {"SELECT Title, \"Views\" FROM Blog.Posts WHERE ID = 7",
       "read blog.posts where id='7' gives Views,title"},
      {"SELECT * FROM posts", "read posts gives *"},
      {"SELECT p.* FROM posts AS p WHERE p.slug = $1 AND NOT p.hidden",
       "read posts where slug=$1 if hidden gives *"},
      {"SELECT 1 FROM users WHERE lower(email) = lower($1) LIMIT 1",
       "read users if email"},
      {"SELECT EXISTS (SELECT 1 FROM users WHERE email = $1)",
       "  read users where email=$1"},
      {"SELECT count(*) FROM tickets WHERE user_id = $1 AND event_id = $2",
       "read tickets where user_id=$1 event_id=$2"},
      {"SELECT coalesce(sum(amount), 0) FROM payments WHERE account = $1",
       "read payments where account=$1 gives amount"},
      {"SELECT a FROM t WHERE id = ANY($1)", "read t if id gives a"},
      {"SELECT a FROM t WHERE $1 = id::text", "read t where id=$1 gives a"},
      {"SELECT a FROM t WHERE id = $1 OR id = $2", "read t if id gives a"},
      {"SELECT a.x, c.y FROM a JOIN c ON a.id = c.a_id WHERE a.id = $1",
       "read a where id=? id=$1 gives x\n"
       "read c where a_id=? gives y"},
      {"SELECT x FROM a LEFT JOIN b USING (id) WHERE a.id = 3",
       "read a where id='3' gives x\n"
       "read b gives x"},
      {"SELECT x FROM (SELECT x, y FROM inside WHERE id = $1) AS s WHERE s.y "
       "> 2",
       "  read inside where id=$1 gives x,y"},
      {"SELECT a FROM t UNION ALL SELECT b FROM u", "read t gives a\n"
                                                    "read u gives b"},
      {"SELECT t FROM t WHERE id = -1", "read t where id='-1' gives *"},
      {"SELECT data->>'a' FROM t WHERE data @> '{\"x\": 1}' AND id = $1",
       "read t where id=$1 if data gives data"},
      {"SELECT a FROM t WHERE x = 'it''s; -- no' AND y = $$ $1 $$ -- WHERE z",
       "read t where x='it's; -- no' y=' $1 ' gives a"},
      {"SELECT a /* FROM u */ FROM t WHERE id = $1",
       "read t where id=$1 gives a"},
      {"SELECT a FROM t WHERE tags ? 'new' AND id = $1",
       "read t where id=$1 if tags gives a"},
      {"SELECT arr[1:2] FROM t WHERE at > now() - interval '1 day'",
       "read t if at gives arr"},
  });
}

TEST(Sql, Updates) {
  check({
      {"UPDATE posts SET views = $1 WHERE id = $2",
       "update posts set views=[$1] where id=$2"},
      {"UPDATE posts SET views = views + 1 WHERE id = $1",
       "update posts set views=own where id=$1 (one step)"},
      {"UPDATE Posts AS p SET views = p.views + $2 WHERE p.id = $1 RETURNING "
       "p.views",
       "update posts set views=own[$2] where id=$1 gives views (one step)"},
      {"UPDATE accounts SET money = money - $1 WHERE id = $2 AND money >= $1",
       "update accounts set money=own[$1] where id=$2 if money (one step) "
       "(carries the check)"},
      {"UPDATE accounts SET money = $1 WHERE id = $2 AND money = $3",
       "update accounts set money=[$1] where id=$2 money=$3 (carries the "
       "check)"},
      {"UPDATE accounts SET money = $1, version = version + 1 WHERE id = $2 "
       "AND version = $3",
       "update accounts set money=[$1] version=own where id=$2 version=$3 "
       "(carries the check)"},
      {"UPDATE accounts SET money = $1 WHERE id = $2 AND version = $3",
       "update accounts set money=[$1] where id=$2 version=$3"},
      {"UPDATE accounts SET money = $1 WHERE id = $2 AND xmin = $3",
       "update accounts set money=[$1] where id=$2 xmin=$3 (carries the "
       "check)"},
      {"UPDATE orders SET state = 'paid' WHERE id = $1 AND state = 'open'",
       "update orders set state=constant where id=$1 state='open' (one step) "
       "(carries the check)"},
      {"UPDATE orders SET state = 'paid', at = now() WHERE id = $1",
       "update orders set state=constant at= where id=$1 (one step)"},
      {"UPDATE posts SET views = (SELECT views FROM posts WHERE id = $1) + 1 "
       "WHERE id = $1",
       "update posts set views=query where id=$1\n"
       "  read posts where id=$1 gives views"},
      {"UPDATE t SET (a, b) = ($1, b + 1) WHERE id = 3",
       "update t set a=[$1] b=own where id='3'"},
      {"UPDATE t SET best = greatest(best, $1) WHERE id = $2",
       "update t set best=own[$1] where id=$2 (one step)"},
      {"UPDATE t SET data = jsonb_set(data, '{a}', $1) WHERE id = $2",
       "update t set data=own[$1] where id=$2 (one step)"},
      {"UPDATE t SET data['a'] = $1, part.x = 2 WHERE id = $2",
       "update t set data=own[$1] part=ownconstant where id=$2 (one step)"},
      {"UPDATE t SET a = s.a FROM s WHERE t.id = s.t_id AND s.id = $1",
       "update t set a=query where id=?\n"
       "read s where t_id=? id=$1"},
      {"UPDATE t SET a = NULL WHERE NOT used AND id = $1::int",
       "update t set a=constant where id=$1 if used (one step)"},
      {"DELETE FROM carts WHERE id = $1 RETURNING total",
       "delete carts where id=$1 gives total"},
      {"DELETE FROM seats USING events WHERE seats.event = events.id AND "
       "events.over",
       "delete seats where event=?\n"
       "read events where id=? if over"},
      {"TRUNCATE carts, app.seats", "delete carts\n"
                                    "delete app.seats"},
      {"MERGE INTO t USING (VALUES (1)) AS s(x) ON t.id = s.x WHEN MATCHED "
       "THEN UPDATE SET n = n + 1 WHEN NOT MATCHED THEN INSERT (id) VALUES "
       "(1)",
       "update t set n=own where id=? (one step)\n"
       "insert t unless there"},
  });
}

TEST(Sql, Inserts) {
  check({
      {"INSERT INTO users (email, name) VALUES ($1, $2)",
       "insert users set email=[$1] name=[$2]"},
      {"INSERT INTO users (email, name) VALUES ($1, 'nobody'), ($2, $3) "
       "RETURNING id",
       "insert users set email=[$1 $2] name=[$3] gives id"},
      {"INSERT INTO users VALUES ($1, 0)", "insert users set *=[$1]"},
      {"INSERT INTO users DEFAULT VALUES", "insert users set *="},
      {"INSERT INTO users (email) VALUES ($1) ON CONFLICT DO NOTHING",
       "insert-if-absent users set email=[$1]"},
      {"INSERT INTO users (email, name) VALUES ($1, $2) ON CONFLICT (email) "
       "DO UPDATE SET name = excluded.name, n = users.n + 1",
       "upsert users set email=[$1] name=[$2] or name=[$2] n=own"},
      {"INSERT INTO users (email) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM "
       "users WHERE email = $1)",
       "  read users where email=$1\n"
       "insert users set email=[$1] unless there"},
      {"INSERT INTO seats (event, user_id) SELECT $1, $2 WHERE (SELECT "
       "count(*) FROM seats WHERE event = $1) < 100",
       "  read seats where event=$1\n"
       "insert seats set event=[$1] user_id=[$2] unless there"},
      {"INSERT INTO archive SELECT * FROM orders WHERE id = $1",
       "  read orders where id=$1 gives *\n"
       "insert archive set *=query"},
  });
}

TEST(Sql, Locks) {
  check({
      {"SELECT * FROM posts WHERE id = $1 FOR UPDATE",
       "read posts where id=$1 gives * for update"},
      {"SELECT * FROM posts WHERE id = $1 FOR NO KEY UPDATE",
       "read posts where id=$1 gives * for no key update"},
      {"SELECT * FROM posts WHERE id = $1 FOR SHARE",
       "read posts where id=$1 gives * for share"},
      {"SELECT * FROM posts WHERE id = $1 FOR KEY SHARE",
       "read posts where id=$1 gives * for key share"},
      {"SELECT id FROM jobs WHERE state = 'new' ORDER BY id LIMIT 1 FOR "
       "UPDATE SKIP LOCKED",
       "read jobs where state='new' if id gives id for update skip locked"},
      {"SELECT a.b, c.d FROM a JOIN c ON a.id = c.a_id WHERE a.id = $1 FOR "
       "UPDATE OF a NOWAIT",
       "read a where id=? id=$1 gives b for update nowait\n"
       "read c where a_id=? gives d"},
      {"SELECT pg_advisory_xact_lock($1)", "advisory lock $1 in transaction"},
      {"SELECT pg_advisory_lock(42), pg_advisory_unlock(42)",
       "advisory lock '42'\n"
       "advisory unlock '42'"},
      {"SELECT pg_try_advisory_lock(1, hashtext($1))",
       "advisory lock '1' ? if free"},
      {"SELECT pg_advisory_xact_lock_shared($1)",
       "advisory lock $1 in transaction shared"},
      {"LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE", "lock table exclusive\n"
                                                        "read orders"},
      {"LOCK TABLE orders IN ACCESS SHARE MODE", "lock table\n"
                                                 "read orders"},
  });
}

TEST(Sql, CommonTableExpressions) {
  check({
      {"WITH moved AS (UPDATE accounts SET money = money - $1 WHERE id = $2 "
       "AND money >= $1 RETURNING id) INSERT INTO log (account, amount) "
       "SELECT id, $1 FROM moved",
       "  update accounts set money=own[$1] where id=$2 if money gives id "
       "(one step) (carries the check)\n"
       "insert log set account=query amount=[$1]"},
      {"WITH next AS (SELECT id FROM jobs WHERE state = 'new' LIMIT 1 FOR "
       "UPDATE SKIP LOCKED) UPDATE jobs SET state = 'taken' FROM next WHERE "
       "jobs.id = next.id RETURNING jobs.*",
       "  read jobs where state='new' gives id for update skip locked\n"
       "update jobs set state=constant where id=? gives * (one step)"},
      {"WITH old AS (DELETE FROM sessions WHERE token = $1 RETURNING "
       "user_id) SELECT * FROM old",
       "  delete sessions where token=$1 gives user_id"},
      {"WITH RECURSIVE up AS (SELECT id, parent FROM parts WHERE id = $1 "
       "UNION SELECT p.id, p.parent FROM parts p JOIN up ON p.id = "
       "up.parent) SELECT id FROM up",
       "  read parts where id=$1 gives id,parent\n"
       "  read parts where id=? gives id,parent"},
      {"WITH posts AS (SELECT 1 AS views) SELECT views FROM posts", ""},
  });
}

TEST(Sql, Transactions) {
  check({
      {"BEGIN", "begin"},
      {"START TRANSACTION ISOLATION LEVEL SERIALIZABLE", "begin serializable"},
      {"BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE",
       "begin repeatable read"},
      {"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
       "set isolation serializable"},
      {"SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ "
       "COMMITTED",
       "set isolation read committed of the session"},
      {"SET default_transaction_isolation = 'serializable'",
       "set isolation serializable of the session"},
      {"SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
       "set isolation serializable of the session"},
      {"SET SESSION transaction_isolation = 'REPEATABLE-READ'",
       "set isolation repeatable read of the session"},
      {"SET GLOBAL TRANSACTION ISOLATION LEVEL SERIALIZABLE", "other"},
      {"SAVEPOINT a", "savepoint"},
      {"ROLLBACK TO SAVEPOINT a", "savepoint"},
      {"RELEASE a", "savepoint"},
      {"ROLLBACK", "rollback"},
      {"BEGIN; SELECT money FROM accounts WHERE id = $1 FOR UPDATE; UPDATE "
       "accounts SET money = $2 WHERE id = $1; COMMIT",
       "begin\n"
       "read accounts where id=$1 gives money for update\n"
       "update accounts set money=[$2] where id=$1\n"
       "commit"},
      {"CREATE TABLE t (a int)", "other"},
      {"PREPARE bump AS UPDATE posts SET views = views + 1 WHERE id = $1",
       "update posts set views=own where id=$1 (one step)"},
  });
}

TEST(Sql, OtherDialects) {
  check({
      {"SELECT views FROM posts WHERE id = ?",
       "read posts where id=$1 gives views"},
      {"UPDATE posts SET views = ?2 WHERE id = ?1",
       "update posts set views=[$2] where id=$1"},
      {"UPDATE posts SET views = :views WHERE id = :id AND at < "
       "'12:30:00'::time",
       "update posts set views=[:views] where id=:id if at"},
      {"UPDATE posts SET views = @views WHERE id = @id",
       "update posts set views=[:views] where id=:id"},
      {"UPDATE posts SET views = $views WHERE id = $id",
       "update posts set views=[:views] where id=:id"},
      {"UPDATE posts SET views = {} WHERE id = {}",
       "update posts set views=[$1] where id=$2"},
      {"UPDATE posts SET views = {1} WHERE id = {0}",
       "update posts set views=[$2] where id=$1"},
      {"UPDATE posts SET views = {v} WHERE id = {id}",
       "update posts set views=[:v] where id=:id"},
      {"SELECT `Views` FROM `Posts` WHERE `Id` = ? AND kind = \"it's\"",
       "read posts where id=$1 kind='it's' gives views"},
      {"SELECT a FROM t WHERE id = ? LIMIT 5, 10",
       "read t where id=$1 gives a"},
      {"SELECT a FROM t WHERE id = ? LOCK IN SHARE MODE",
       "read t where id=$1 gives a for share"},
      {"UPDATE t SET a = 1 WHERE id = ? AND a == 0 LIMIT 1",
       "update t set a=constant where id=$1 a='0' (one step) (carries the "
       "check)"},
      {"INSERT IGNORE INTO `users` (`email`) VALUES (?)",
       "insert-if-absent users set email=[$1]"},
      {"INSERT OR IGNORE INTO users (email) VALUES (:email) RETURNING id",
       "insert-if-absent users set email=[:email] gives id"},
      {"INSERT OR REPLACE INTO users (email, n) VALUES (:email, :n)",
       "upsert users set email=[:email] n=[:n] or email=[:email] n=[:n]"},
      {"INSERT OR ABORT INTO users (email) VALUES (?)",
       "insert users set email=[$1]"},
      {"REPLACE INTO users (email, n) VALUES (?, ?)",
       "upsert users set email=[$1] n=[$2] or email=[$1] n=[$2]"},
      {"REPLACE users (email, n) VALUES (?, ?)",
       "upsert users set email=[$1] n=[$2] or email=[$1] n=[$2]"},
      {"INSERT INTO hits (page, n) VALUES (?, ?) ON DUPLICATE KEY UPDATE n = "
       "n + VALUES(n)",
       "upsert hits set page=[$1] n=[$2] or n=own[$2]"},
      {"INSERT INTO hits (page, n) VALUES (?, ?) ON DUPLICATE KEY UPDATE n = "
       "VALUES(n)",
       "upsert hits set page=[$1] n=[$2] or n=[$2]"},
      {"BEGIN IMMEDIATE", "begin exclusive"},
      {"BEGIN DEFERRED TRANSACTION", "begin"},
      {"START TRANSACTION WITH CONSISTENT SNAPSHOT", "begin"},
  });
}

TEST(Sql, UnknownParts) {
  check({
      {"SELECT * FROM ~ WHERE id = $1", "read ? where id=$1 gives *"},
      {"SELECT * FROM shard_~ WHERE id = $1", "read ? where id=$1 gives *"},
      {"SELECT * FROM app.~ WHERE id = $1", "read ? where id=$1 gives *"},
      {"SELECT * FROM posts WHERE id = ~", "read posts where id={0} gives *"},
      {"SELECT * FROM posts WHERE id = ~ FOR UPDATE",
       "read posts where id={0} gives * for update"},
      {"SELECT * FROM posts WHERE title = '~' AND id = ~",
       "read posts where title={0} id={1} gives *"},
      {"SELECT * FROM posts WHERE title LIKE '%~%'",
       "read posts if title gives *"},
      {"SELECT * FROM posts WHERE id = $1~", "read posts where id=$1 gives *\n"
                                             "partial"},
      {"SELECT * FROM posts WHERE id = $1 ~", "read posts where id=$1 gives *\n"
                                              "partial"},
      {"SELECT * FROM posts ~", "read posts gives *\n"
                                "partial"},
      {"SELECT * FROM posts~", "read ? gives *"},
      {"SELECT * FROM posts WHERE ~", "read posts gives *\n"
                                      "partial"},
      {"SELECT * FROM posts WHERE id IN (~)", "read posts if id gives *"},
      {"SELECT ~ FROM posts WHERE id = $1", "read posts where id=$1 gives *"},
      {"SELECT a FROM t WHERE id = $1 ORDER BY ~ LIMIT ~",
       "read t where id=$1 gives a"},
      {"UPDATE posts SET ~ WHERE id = $1",
       "update posts set ?=[{0}] where id=$1"},
      {"UPDATE posts SET ~ = $2 WHERE id = $1",
       "update posts set ?=[$2] where id=$1"},
      {"UPDATE posts SET views = views + ~ WHERE id = $1",
       "update posts set views=own[{0}] where id=$1 (one step)"},
      {"UPDATE posts SET views = ~ WHERE id = ~",
       "update posts set views=[{0}] where id={1}"},
      {"INSERT INTO posts (~) VALUES (~)", "insert posts set ?=[{1}]"},
      {"INSERT INTO posts (a, b) VALUES ~", "insert posts set a=[{0}] b=[{0}]"},
      {"~", "not understood: nothing of the text is known"},
      {"~ FROM posts", "not understood: syntax error at or near \"$200000\""},
  });
}

TEST(Sql, NotUnderstood) {
  check({
      {"UPDATE t SET", "not understood: syntax error at end of input"},
      {"FOO BAR", "not understood: syntax error at or near \"FOO\""},
      {"SELECT 'open",
       "not understood: unterminated quoted string at or near \"'open\""},
      {"SELECT * FROM t WHERE x = `",
       "not understood: zero-length delimited identifier at or near \"\"\"\""},
      {"PRAGMA journal_mode = WAL",
       "not understood: syntax error at or near \"PRAGMA\""},
      {"INSERT INTO t SET a = 1",
       "not understood: syntax error at or near \"SET\""},
  });
}

TEST(Sql, FormatStringsHaveHoles) {
  std::vector<Piece> P = formatPieces(
      "UPDATE posts SET data = '{{}}', views = {} WHERE id = {1:d}");
  EXPECT_EQ(describe(analyze(P)),
            "update posts set data=constant views=[{0}] where id={1}");
}

TEST(Sql, AnythingIsAnswered) {
  auto problem = [](const std::string &Text) { return analyze(Text).Problem; };
  EXPECT_EQ(problem(std::string("SELECT 1\0", 9)),
            "there are control characters in the text");
  EXPECT_EQ(problem("SELECT '\xc3'"), "the text is not UTF-8");
  EXPECT_EQ(problem(std::string(MaxBytes + 1, ' ')), "the text is too long");
  std::string Minus = "SELECT ", Nested = "SELECT ", Sum = "SELECT 1";
  for (int I = 0; I < 1500; ++I) {
    Minus += "- ";
    Nested += "(SELECT ";
    Sum += "+1";
  }
  EXPECT_TRUE(analyze(Minus + "1").Understood);
  EXPECT_NE(problem(Nested), "");
  EXPECT_EQ(problem(Sum), "the text is nested too deeply");
  EXPECT_TRUE(analyze("SELECT `a` FROM t WHERE b = \"").Understood);
  EXPECT_TRUE(analyze("").Understood);
  EXPECT_TRUE(analyze(" ; -- nothing").Understood);
}

TEST(Sql, WhatATextIs) {
  EXPECT_TRUE(analyze("SELECT n FROM t WHERE id = ?").Foreign);
  EXPECT_TRUE(analyze("SELECT `n` FROM t").Foreign);
  EXPECT_FALSE(analyze("SELECT n FROM t WHERE id = $1 AND b ? 'a'").Foreign);
  EXPECT_FALSE(analyze(pieces("SELECT n FROM t WHERE id = ~")).Foreign);
  // Whether it matters that nobody understands it.
  for (const char *Text :
       {"SELECT TOP 1 n FROM t", " -- all\nwith t t t", "Update t"}) {
    EXPECT_FALSE(analyze(Text).Understood) << Text;
    EXPECT_TRUE(analyze(Text).Queries) << Text;
  }
  EXPECT_FALSE(analyze("PRAGMA optimize").Queries);
  EXPECT_FALSE(analyze(pieces("~ FROM t t t")).Queries);
}

TEST(Redis, Commands) {
  auto Check = [](std::initializer_list<Row> Rows) {
    for (const Row &R : Rows)
      EXPECT_EQ(describe(analyzeRedis(pieces(R.Text))), R.Does) << R.Text;
  };
  Check({
      {"GET user:%s", "read user:* where key=$1 gives *"},
      {"get %b", "read the key where key=$1 gives *"},
      {"GET seats", "read seats where key='seats' gives *"},
      {"GET ~:money", "read *:money where key={0} gives *"},
      {"GET a:%d:b:%lld", "read a:*:b:* where key=$1 key'=$2 gives *"},
      {"HGET user:%s money", "read user:* where key=$1 gives money"},
      {"EXISTS user:%s", "read user:* where key=$1 gives *"},
      {"SET %b %d", "update the key set *=[$3] where key=$1"},
      {"SET user:%s %s EX 60", "update user:* set *=[$2] where key=$1 expires"},
      {"SETEX user:%s 60 %s", "update user:* set *=[$2] where key=$1 expires"},
      {"SET user:%s %s NX",
       "update user:* set *=[$2] where key=$1 if * (carries the check)"},
      {"SETNX user:%s 1", "update user:* set *=constant where key=$1 if * (one "
                          "step) (carries the check)"},
      {"HSET user:%s money %d name %s",
       "update user:* set money=[$2] name=[$3] where key=$1"},
      {"INCR n:%s", "update n:* set *=ownconstant where key=$1 (one step)"},
      {"HINCRBY user:%s money %d",
       "update user:* set money=own[$2] where key=$1 (one step)"},
      {"DEL a %s", "delete a where key='a'\ndelete the key where key=$1"},
      {"LPOP jobs", "delete jobs where key='jobs' if *"},
      {"WATCH user:%s", "begin exclusive"},
      {"MULTI", "other"},
      {"EXEC", "commit"},
      {"GET", "other"},
      {"~ user", ""},
      {"", ""},
      {"% %", ""},
      {"GET n:100%%", "read n:100% where key='n:100%' gives *"},
      {"GET 5%", "read 5% where key='5%' gives *"},
  });
  EXPECT_TRUE(analyzeRedis(pieces("GET a")).KeyValue);
  Check({
      {"MGET a %s",
       "read a where key='a' gives *\nread the key where key=$1 gives *"},
      {"MSET a 1 b %s", "update a set *=constant where key='a' (one step)\n"
                        "update b set *=[$1] where key='b'"},
      {"GETSET a %s",
       "update a set *=[$1] where key='a' if * (carries the check)"},
      {"SET a %s GET",
       "update a set *=[$1] where key='a' if * (carries the check)"},
  });
}

TEST(Redis, Requests) {
  std::vector<Piece> Get = {{"GET", false}}, Set = {{"SET", false}},
                     Key = {{"user %s:", false}, {"", true}},
                     Hole = {{"", true}}, Any = {};
  // Every command has its statement, the unknown one too; nothing is looked for
  // in a word.
  Script S = analyzeRedisRequest(
      {{Get, Key}, {Hole, Key}, {Any}, {}, {Set, Key, Hole}});
  EXPECT_TRUE(S.Understood && S.KeyValue);
  EXPECT_EQ(S.Statements.size(), 5u);
  EXPECT_EQ(describe(S),
            "read user %s:* where key={0} gives *\nother\nother\nother\n"
            "update user %s:* set *=[{4}] where key={3}");
  EXPECT_TRUE(analyzeRedisRequest({}).Statements.empty());
}

TEST(Sql, ManyThreadsAtOnce) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([] {
      for (int J = 0; J < 50; ++J) {
        EXPECT_EQ(describe(analyze("UPDATE t SET n = n + 1 WHERE id = ?")),
                  "update t set n=own where id=$1 (one step)");
        EXPECT_FALSE(analyze("UPDATE t SET").Understood);
      }
    });
  for (std::thread &T : Threads)
    T.join();
}

} // namespace
