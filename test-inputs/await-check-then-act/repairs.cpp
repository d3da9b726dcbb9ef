// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How people repair it: a lock over all three steps, a generation, a larger value, a seat first.
#include "coro.h"
#include <algorithm>
#include <memory>
#include <string>

mock::task<std::string> ask_server(std::string question);

class LockedStock {
public:
  // scenario: 38
  mock::task<bool> sell(int wanted) {
    auto held = co_await shelf.scoped_lock();
    if (pieces < wanted)
      co_return false;
    co_await ask_server("price");
    pieces -= wanted; // ok: held from the check to the write, and every writer takes it
    co_return true;
  }

  mock::task<> restock(int more) {
    auto held = co_await shelf.scoped_lock();
    pieces += more;
  }

private:
  mock::mutex shelf;
  int pieces = 0;
};

class LateLockedStock {
public:
  // scenario: 38
  mock::task<bool> sell(int wanted) {
    if (pieces < wanted) // note: check
      co_return false;
    auto held = co_await shelf.scoped_lock(); // note: suspension
    pieces -= wanted;                         // expect: await-check-then-act
    co_return true;
  }

  // scenario: 42
  mock::task<bool> sell_checked(int wanted) {
    if (pieces < wanted)
      co_return false;
    auto held = co_await shelf.scoped_lock();
    if (pieces < wanted)
      co_return false;
    pieces -= wanted; // ok: asked again under the lock
    co_return true;
  }

private:
  mock::mutex shelf;
  int pieces = 0;
};

class Route {
public:
  // scenario: 42
  mock::task<> resolve() {
    if (!target.empty())
      co_return;
    const unsigned mine = generation;
    auto answer = co_await ask_server("where");
    if (generation != mine)
      co_return;
    target = answer; // ok: every write of the target starts a new generation
    ++generation;
  }

  void redirect(std::string where) {
    target = where;
    ++generation;
  }

private:
  std::string target;
  unsigned generation = 0;
};

struct Watermark {
  long high = 0;
};

// scenario: 42
mock::task<> raise(std::shared_ptr<Watermark> mark, long level) {
  if (level <= mark->high)
    co_return;
  co_await ask_server("durable");
  mark->high = std::max(mark->high, level); // ok: the larger one wins
}

int open_seats = 4;

// scenario: 40
mock::task<bool> sit_down(std::string name) {
  if (open_seats == 0)
    co_return false;
  --open_seats;
  try {
    co_await ask_server(name);
  } catch (...) {
    ++open_seats; // ok: gives back the seat that it took
    throw;
  }
  co_return true;
}
