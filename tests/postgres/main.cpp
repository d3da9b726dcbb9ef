//===- main.cpp - Runs the coroutines of test-inputs/postgres -------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `postgres_truth "host=... user=..."` runs each coroutine of the inputs
// several times at once, each time with a connection of its own, and prints
// what the server ended with:
//
//   Blog::view lost: done 4 times of 4, the database says 1
//
// It is kept if the database has it as often as it was said to be done, and not
// more often than is allowed; otherwise it is lost. Who is turned away has not
// done it. The server must be empty.
//
//===----------------------------------------------------------------------===//

#include "Session.h"
#include "test-inputs/postgres/blog.cpp"
#include "test-inputs/postgres/registration.cpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <cstdio>
#include <exception>
#include <functional>

namespace asio = boost::asio;

namespace {

constexpr int Together = 4; // coroutines

/// The trigger is the gate of Steps.
const char *const Schema[] = {
    "CREATE TABLE posts (id int PRIMARY KEY, views int NOT NULL)",
    "CREATE TABLE accounts (id int PRIMARY KEY, money int NOT NULL)",
    "CREATE TABLE guests (id serial PRIMARY KEY, email text NOT NULL)",
    ("CREATE TABLE members (id serial PRIMARY KEY, email text NOT NULL UNIQUE, "
     "balance int NOT NULL DEFAULT 0)"),
};
const char *const Rows[] = {
    "TRUNCATE posts, accounts, guests, members",
    "INSERT INTO posts VALUES (1, 0)",
    "INSERT INTO accounts VALUES (1, 100)",
    "INSERT INTO members (id, email) VALUES (-1, 'first@example.org')",
};

/// What coroutines do, how to see how often it is done, and how often it may
/// be.
struct Subject {
  const char *Query; ///< gives n
  long Most;
};
const Subject Views{"SELECT views AS n FROM posts WHERE id = 1", Together};
const Subject First{"SELECT views AS n FROM posts WHERE id = 2", Together};
const Subject Balance{"SELECT balance / 100 AS n FROM members", Together};
/// There is money for one.
const Subject Money{"SELECT (100 - money) / 60 AS n FROM accounts", 1};
const Subject Guests{"SELECT count(*) AS n FROM guests", 1};
const Subject Members{"SELECT count(*) AS n FROM members WHERE id > 0", 1};

struct Variant {
  const char *Name; ///< as in the source
  const Subject &About;
  std::function<pg::Task<bool>(pg::Connection &)> Call;
};

pg::Task<bool> post(pg::Connection &C, pg::Task<bool> (Blog::*F)(long)) {
  Blog B(C);
  co_return co_await (B.*F)(1);
}
pg::Task<bool> first(pg::Connection &C, pg::Task<bool> (Blog::*F)(long)) {
  Blog B(C);
  co_return co_await (B.*F)(2);
}
pg::Task<bool> shop(pg::Connection &C, pg::Task<bool> (Blog::*F)(long, long)) {
  Blog B(C);
  co_return co_await (B.*F)(1, 60);
}
pg::Task<bool> sign(pg::Connection &C,
                    pg::Task<bool> (Registration::*F)(std::string)) {
  Registration R(C);
  std::string Email = "alice@example.org";
  co_return co_await (R.*F)(std::move(Email));
}
pg::Task<bool> give(pg::Connection &C,
                    pg::Task<bool> (Registration::*F)(long)) {
  Registration R(C);
  co_return co_await (R.*F)(-1);
}

#define VARIANT(About, How, Function)                                          \
  Variant {                                                                    \
    #Function, About, [](pg::Connection &C) { return How(C, &Function); }      \
  }

const Variant Variants[] = {
    VARIANT(Views, post, Blog::view),
    VARIANT(Views, post, Blog::viewObject),
    VARIANT(Views, post, Blog::viewInOneStep),
    VARIANT(Views, post, Blog::viewLookedAt),
    VARIANT(Views, post, Blog::viewInTransaction),
    VARIANT(Views, post, Blog::viewLocked),
    VARIANT(Views, post, Blog::viewLockedLess),
    VARIANT(Views, post, Blog::viewLockedTooLittle),
    VARIANT(First, first, Blog::viewFirst),
    VARIANT(First, first, Blog::viewFirstInOneStep),
    VARIANT(Views, post, Blog::viewLockedForNothing),
    VARIANT(Views, post, Blog::viewLockedTooShort),
    VARIANT(Views, post, Blog::viewRepeatable),
    VARIANT(Views, post, Blog::viewSerializable),
    VARIANT(Views, post, Blog::viewIfUnchanged),
    VARIANT(Money, shop, Blog::buy),
    VARIANT(Money, shop, Blog::buyWithCondition),
    VARIANT(Money, shop, Blog::buyLookedAt),
    VARIANT(Money, shop, Blog::buyLocked),
    VARIANT(Guests, sign, Registration::signUp),
    VARIANT(Guests, sign, Registration::signUpByParts),
    VARIANT(Guests, sign, Registration::signUpCounted),
    VARIANT(Guests, sign, Registration::signUpInTransaction),
    VARIANT(Guests, sign, Registration::signUpNothingToLock),
    VARIANT(Guests, sign, Registration::signUpInvited),
    VARIANT(Guests, sign, Registration::signUpRepeatable),
    VARIANT(Guests, sign, Registration::signUpSerializable),
    VARIANT(Guests, sign, Registration::signUpOneByOne),
    VARIANT(Guests, sign, Registration::signUpNotExists),
    VARIANT(Members, sign, Registration::joinOnConflict),
    VARIANT(Members, sign, Registration::joinNotExists),
    VARIANT(Members, sign, Registration::joinHandled),
    VARIANT(Members, sign, Registration::joinAtOnce),
    VARIANT(Balance, give, Registration::reward),
    VARIANT(Balance, give, Registration::rewardInText),
    VARIANT(Balance, give, Registration::rewardInOneStep),
};

/// What came of the calls.
struct Answers {
  long Done = 0;               ///< said that it is done
  std::exception_ptr Surprise; ///< what nobody expects
};

/// One call, and then its session is closed.
pg::Task<void> call(const Variant &V, std::shared_ptr<pg::Session> S,
                    pg::Steps &Order, Answers &Said) {
  {
    pg::Connection C(S);
    try {
      const bool Done = co_await V.Call(C);
      Said.Done += Done;
    } catch (const pg::RolledBack &) {
      // Who called is told that it is not done.
    } catch (...) {
      Said.Surprise = std::current_exception();
    }
  }
  S->close();
  Order.end(*S);
}

pg::Task<void> runAll(asio::io_context &Context, std::string Where) {
  pg::Session Observer(Context), Keeper(Context);
  co_await Observer.open(Where);
  co_await Keeper.open(Where);
  for (const char *Statement : Schema)
    co_await Observer.run(Statement);
  co_await Observer.run(
      std::string("CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE "
                  "plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(") +
      pg::Gate + "); RETURN NEW; END $$");
  for (const char *Table : {"posts", "accounts", "guests", "members"})
    co_await Observer.run(std::string("CREATE TRIGGER gate BEFORE INSERT OR "
                                      "UPDATE ON ") +
                          Table + " FOR EACH ROW EXECUTE FUNCTION gate()");

  for (const Variant &V : Variants) {
    for (const char *Statement : Rows)
      co_await Observer.run(Statement);

    pg::Steps Order(Context, Observer, Keeper);
    std::vector<std::shared_ptr<pg::Session>> Sessions;
    for (int I = 0; I < Together; ++I) {
      Sessions.push_back(std::make_shared<pg::Session>(Context));
      co_await Sessions.back()->open(Where);
      Sessions.back()->Order = &Order;
    }
    Answers Said;
    for (const std::shared_ptr<pg::Session> &S : Sessions)
      asio::co_spawn(Context, call(V, S, Order, Said), asio::detached);
    co_await Order.direct(Sessions);
    if (Said.Surprise)
      std::rethrow_exception(Said.Surprise);

    const pg::Result After = co_await Observer.run(V.About.Query);
    const long Has = After.number("n");
    const bool Kept = Has == Said.Done && Said.Done > 0 && Has <= V.About.Most;
    std::printf("%s %s: done %ld times of %d, the database says %ld%s\n",
                V.Name, Kept ? "kept" : "lost", Said.Done, Together, Has,
                Has > V.About.Most ? ", more than is allowed" : "");
    std::fflush(stdout);
  }
}

} // namespace

int main(int Argc, char **Argv) {
  if (Argc != 2) {
    std::fprintf(stderr, "usage: postgres_truth \"host=... user=...\"\n");
    return 2;
  }
  int Status = 2;
  bool Ended = false;
  asio::io_context Context(1);
  asio::co_spawn(Context, runAll(Context, Argv[1]),
                 [&](std::exception_ptr Thrown) {
                   Ended = true;
                   try {
                     if (Thrown)
                       std::rethrow_exception(Thrown);
                     Status = 0;
                   } catch (const std::exception &E) {
                     std::fprintf(stderr, "postgres_truth: %s\n", E.what());
                   }
                   Context.stop();
                 });
  Context.run();
  if (!Ended)
    std::fprintf(stderr, "postgres_truth: all wait for one another\n");
  return Status;
}
