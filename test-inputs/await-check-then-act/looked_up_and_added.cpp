// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Algorithms look into the container that the iterators belong to; bits and
// alternatives are state like any other.
// scenario: 65
#include "coro.h"
#include <algorithm>
#include <bitset>
#include <variant>
#include <vector>

mock::task<> announce();

struct Idle {};
struct Busy {
  int jobs;
};

class Roster {
public:
  mock::task<> sign_up(int person) {
    if (std::find(people.begin(), people.end(), person) == people.end()) {
      co_await announce();
      people.push_back(person); // expect: await-check-then-act
    }
  }
  mock::task<> sign_up_once(int person) {
    auto known = std::count(people.begin(), people.end(), person);
    if (known > 0)
      co_return;
    co_await announce();
    people.push_back(person); // expect: await-check-then-act
  }
  mock::task<> sign_up_at_once(int person) {
    co_await announce();
    if (std::find(people.begin(), people.end(), person) == people.end())
      people.push_back(person); // ok: looked up after the wait
  }

  mock::task<> take(unsigned seat) {
    if (seats.test(seat))
      co_return;
    co_await announce();
    seats.set(seat); // expect: await-check-then-act
  }
  mock::task<> take_row(unsigned row) {
    if (rows[row])
      co_return;
    co_await announce();
    rows[row] = true; // expect: await-check-then-act
  }
  mock::task<> take_now(unsigned seat) {
    if (seats.test(seat))
      co_return;
    seats.set(seat); // ok: before the wait
    co_await announce();
  }

  mock::task<> begin() {
    if (std::get_if<Idle>(&phase)) {
      co_await announce();
      phase = Busy{1}; // expect: await-check-then-act
    }
  }

private:
  std::vector<int> people;
  std::bitset<64> seats;
  std::vector<bool> rows;
  std::variant<Idle, Busy> phase;
};
