// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A lock that some do not take: what they do cannot make the check wrong, as
// they only empty what is filled here, however the test is spelled. Found by
// generated programs.
#include "coro.h"
#include <map>
#include <memory>
#include <optional>
#include <set>

mock::task<> dial(int id);

class Line {
public:
  mock::task<bool> connect(int id) {
    auto guard = co_await lock.scoped_lock();
    if (socket != nullptr)
      co_return false;
    co_await dial(id);
    socket = std::make_unique<int>(id); // ok: others can only hang up
    co_return true;
  }

  void hang_up() { socket.reset(); }

private:
  mock::mutex lock;
  std::unique_ptr<int> socket;
};

class Trophy {
public:
  mock::task<bool> award(int id) {
    auto guard = co_await lock.scoped_lock();
    if (winner != std::nullopt)
      co_return false;
    co_await dial(id);
    winner = id; // ok: others can only take it back
    co_return true;
  }

  void annul() { winner.reset(); }

private:
  mock::mutex lock;
  std::optional<int> winner;
};

class Room {
public:
  mock::task<bool> enter(int id) {
    auto guard = co_await lock.scoped_lock();
    if (people.contains(id)) // note: check
      co_return false;
    co_await dial(id); // note: suspension
    people.insert(id); // expect: await-check-then-act medium
    co_return true;
  }

  void load(const std::set<int> &list) { people = list; }

private:
  mock::mutex lock;
  std::set<int> people;
};
