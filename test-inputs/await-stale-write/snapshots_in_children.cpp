// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A value read here is handed by value to a child coroutine, which writes it back.
#include "coro.h"

#include <memory>
#include <utility>
#include <vector>

namespace quiz {

mock::task<> jingle();
mock::task<int> judge(int answer);

class Score {
public:
  // scenario: 101
  mock::task<> award(int points) {
    co_await store(total_, points); // expect: await-stale-write // note: check
  }

  // scenario: 101
  mock::task<> award_later(int points) {
    auto pending = store(total_, points);
    co_await jingle();
    co_await std::move(pending); // expect: await-stale-write medium
  }

  // scenario: 101
  mock::task<> award_after_jingle(int points) {
    const int seen = total_;          // note: check
    co_await jingle();                // note: suspension
    co_await store_now(seen, points); // expect: await-stale-write
  }

  // scenario: 101
  mock::task<> award_at_once(int points) {
    auto now = store_now(total_, points);
    co_await std::move(now); // ok: nothing suspends from the read to the write
  }

  // scenario: 101
  mock::task<> award_fresh(int points) {
    auto pending = add(points);
    co_await jingle();
    co_await std::move(pending); // ok: the child reads for itself
  }

private:
  mock::task<> store(int seen, int points) {
    const int extra = co_await judge(points);
    total_ = seen + points + extra;
  }
  mock::task<> store_now(int seen, int points) {
    total_ = seen + points;
    co_return;
  }
  mock::task<> add(int points) {
    const int extra = co_await judge(points);
    total_ += points + extra;
  }

  int total_ = 0;
};

int high_score = 0;

mock::task<> record(int best, int score) {
  co_await jingle();
  high_score = best + score;
}
mock::task<> raise(int score) {
  co_await jingle();
  high_score += score;
}

// scenario: 101
mock::task<> finish(int score) {
  auto recording = record(high_score, score);
  const int bonus = co_await judge(score);
  if (bonus > 0)
    co_await std::move(recording); // expect: await-stale-write medium
}

// scenario: 101
mock::task<> finish_raising(int score) {
  auto raising = raise(score);
  const int bonus = co_await judge(score);
  if (bonus > 0)
    co_await std::move(raising); // ok: the child reads for itself
}

struct Team {
  int points = 0;
};

mock::task<> set_points(std::shared_ptr<Team> team, int points) {
  co_await jingle();
  team->points = points;
}

// scenario: 101
mock::task<> reward(std::shared_ptr<Team> team) {
  co_await set_points(team, team->points + 1); // expect: await-stale-write
}

// scenario: 101
mock::task<> reset(std::shared_ptr<Team> team) {
  auto later = set_points(team, 0);
  co_await jingle();
  co_await std::move(later); // ok: a constant
}

} // namespace quiz
