// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The shared value is one argument of a call and the await another.
#include "coro.h"

#include <algorithm>
#include <utility>

namespace scores {

mock::task<int> next_score();

int add(int a, int b);
int add_ref(const int &a, const int &b);

class Board {
public:
  // scenario: 8
  mock::task<> collect() {
    points = add(points, co_await next_score()); // expect: await-stale-write // note: check
  }

  // scenario: 8
  mock::task<> collect_swapped() {
    points = add(co_await next_score(), points); // ok: clang awaits first
  }

  // scenario: 8
  mock::task<> collect_by_reference() {
    points = add_ref(points, co_await next_score()); // ok: binding a reference reads nothing
  }

  // scenario: 8
  mock::task<> highest() {
    best = std::max(best, co_await next_score()); // ok: std::max takes references
  }

  // scenario: 8
  mock::task<> highest_of_list() {
    best = std::max({best, 3, co_await next_score()}); // expect: await-stale-write // note: check
  }

  // scenario: 8
  mock::task<> replace_best() {
    previous = std::exchange(best, co_await next_score()); // ok: best is bound by reference
  }

private:
  int points = 0;
  int best = 0;
  int previous = 0;
};

int team_points = 0;
int team_record = 0;

// scenario: 8
mock::task<> team_collect() {
  team_points = add(team_points,            // expect: await-stale-write // note: check
                    co_await next_score()); // note: suspension
}

// scenario: 8
mock::task<> team_highest() {
  team_record = std::max(team_record, co_await next_score()); // ok: std::max takes references
}

template <class T> class Leaderboard {
public:
  // scenario: 8
  mock::task<> fold() {
    sum = combine(sum, co_await fetch()); // expect: await-stale-write // note: check
  }

  // scenario: 8
  mock::task<> fold_by_reference() {
    sum = combine_ref(sum, co_await fetch()); // ok: binding a reference reads nothing
  }

private:
  mock::task<T> fetch();
  static T combine(T a, T b) { return a + b; }
  static T combine_ref(const T &a, const T &b) { return a + b; }
  T sum{};
};
template class Leaderboard<long>;

} // namespace scores
