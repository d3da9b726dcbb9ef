// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Waiting until there is room: once, again and again, or with a predicate.
#include "coro.h"
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>

struct Letter {
  std::string text;
};

class Mailbox {
public:
  // scenario: 54
  mock::task<> put(Letter letter) {
    while (full())
      co_await emptied.wait();
    letters.push_back(std::move(letter)); // ok: asked again after every wait
  }

  // scenario: 54
  mock::task<> put_hasty(Letter letter) {
    if (full())                           // note: check
      co_await emptied.wait();            // note: suspension
    letters.push_back(std::move(letter)); // expect: await-check-then-act medium
  }

  // scenario: 54
  mock::task<> put_when_room(Letter letter) {
    co_await emptied.wait([this] { return !full(); });
    letters.push_back(std::move(letter)); // ok: the wait asks for us
  }

private:
  bool full() const { return letters.size() >= limit; }
  std::deque<Letter> letters;
  std::size_t limit = 64;
  mock::condition_variable emptied;
};

struct ConnectionPool {
  int lent = 0;
  int size = 4;
  mock::condition_variable returned;
};

// scenario: 54
mock::task<> borrow(std::shared_ptr<ConnectionPool> pool) {
  if (pool->lent >= pool->size)
    co_await pool->returned.wait(); // note: suspension
  ++pool->lent;                     // expect: await-check-then-act medium
}

// scenario: 54
mock::task<> borrow_in_turn(std::shared_ptr<ConnectionPool> pool) {
  while (pool->lent >= pool->size)
    co_await pool->returned.wait();
  ++pool->lent; // ok: left the loop in this very step
}

mock::condition_variable ferry_left;
std::map<std::string, int> aboard;

// scenario: 54
mock::task<> embark(const std::string ferry) {
  if (aboard[ferry] >= 80)      // note: check
    co_await ferry_left.wait(); // note: suspension
  aboard[ferry] += 1;           // expect: await-check-then-act medium
}

// scenario: 54
mock::task<> embark_patiently(const std::string ferry) {
  co_await ferry_left.wait([&] { return aboard[ferry] < 80; });
  aboard[ferry] += 1; // ok: a wait with a predicate
}

// scenario: 54
mock::task<> embark_endless(const std::string ferry) {
  for (;;) {
    if (aboard[ferry] < 80)
      break;
    co_await ferry_left.wait();
  }
  ++aboard[ferry]; // ok: the same loop, written out
}
