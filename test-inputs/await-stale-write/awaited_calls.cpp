// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The old value goes into the awaited call, and its result replaces the value.
#include "coro.h"

#include <map>
#include <memory>

namespace ratings {

mock::task<int> next_score();
mock::task<int> bonus_for(int score);
mock::task<int> blend(int score, int weight);

class Board {
public:
  // scenario: 10
  mock::task<> settle() {
    points = co_await bonus_for(points); // expect: await-stale-write // note: check
  }

  // scenario: 10
  mock::task<> settle_weighted() {
    points = co_await blend(points, co_await next_score()); // expect: await-stale-write
  }

  // scenario: 10
  mock::task<> settle_from_best() {
    points = co_await bonus_for(best); // ok: another field was read
  }

private:
  int points = 0;
  int best = 0;
};

struct Player {
  int rating = 1500;
};

// scenario: 10
mock::task<> re_rate(std::shared_ptr<Player> player) {
  player->rating = co_await blend( // expect: await-stale-write // note: suspension
      player->rating,              // note: check
      32);
}

// scenario: 10
mock::task<> re_rate_from_scratch(std::shared_ptr<Player> player, int seed) {
  player->rating = co_await blend(seed, 32); // ok: the old rating is not read
}

// scenario: 10
mock::task<> weigh_in(std::map<int, Player> &players, int id) {
  players[id].rating =                                           // expect: await-stale-write
      co_await blend(players[id].rating, co_await next_score()); // note: check // note: suspension
}

} // namespace ratings
