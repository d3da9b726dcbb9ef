// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A co_await that comes out of a macro is a suspension at the line where the macro is used.
#include "coro.h"

#include <map>
#include <optional>
#include <string>

mock::task<std::optional<int>> ask(std::string what);
mock::task<> tick();

#define AWAIT(expr) (co_await (expr))
#define TRY_AWAIT(var, expr)                                                                       \
  auto var = co_await (expr);                                                                      \
  if (!var)                                                                                        \
  co_return false
#define BREATHE()                                                                                  \
  do {                                                                                             \
    co_await tick();                                                                               \
  } while (0)
#define UNLESS_FAST(stmt) stmt
#define NOTHING(expr) ((void)0)
#define LATER(expr) [=]() -> mock::task<> { co_await (expr); }

// scenario: 98
class Exam {
public:
  mock::task<bool> grade() {
    const int points = points_;     // note: check
    TRY_AWAIT(bonus, ask("bonus")); // note: suspension
    points_ = points + *bonus;      // expect: await-stale-write
    co_return true;
  }

  mock::task<> regrade() {
    const int points = points_;                        // note: check
    const int extra = AWAIT(ask("extra")).value_or(0); // note: suspension
    points_ = points + extra;                          // expect: await-stale-write
  }

  mock::task<> curve() {
    const int points = points_; // note: check
    BREATHE();                  // note: suspension
    points_ = points + 5;       // expect: await-stale-write
  }

  mock::task<> nested() {
    const int points = points_; // note: check
    UNLESS_FAST(BREATHE());     // note: suspension
    points_ = points + 1;       // expect: await-stale-write
  }

  mock::task<> without() {
    const int points = points_;
    NOTHING(co_await tick());
    points_ = points + 1; // ok: the macro drops the co_await
    co_return;
  }

  mock::task<> in_lambda() {
    const int points = points_;
    auto later = LATER(tick());
    points_ = points + 1; // ok: the co_await belongs to the lambda
    co_await later();
  }

private:
  int points_ = 0;
};

// scenario: 98
static std::map<std::string, int> seats;

mock::task<bool> enrol(std::string course) {
  if (seats[course] == 0) // note: check
    co_return false;
  TRY_AWAIT(fee, ask(course)); // note: suspension
  seats[course] -= 1;          // expect: await-check-then-act
  co_return true;
}

mock::task<> enrol_late(std::string course) {
  BREATHE();
  if (seats[course] > 0)
    seats[course] -= 1; // ok: looked at after the suspension
}
