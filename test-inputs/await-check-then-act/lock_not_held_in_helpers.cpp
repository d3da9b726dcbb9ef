// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who lets the lock go and then calls a helper that changes the state does so
// without it. Found by generated programs.
#include "coro.h"
#include <optional>
#include <vector>

mock::task<bool> confirm(int n);
mock::task<> record(int n);

class Ration {
public:
  mock::task<bool> take(int n) {
    auto guard = co_await lock.scoped_lock();
    if (left < n) // note: check
      co_return false;
    if (!co_await confirm(n)) // note: suspension
      co_return false;
    left -= n; // expect: await-check-then-act medium
    co_return true;
  }

  mock::task<bool> grab(int n) {
    auto guard = co_await lock.scoped_lock();
    guard.unlock();
    co_await record(n);
    if (left < n)
      co_return false;
    use(n);
    co_return true;
  }

private:
  void use(int n) { left -= n; }

  mock::mutex lock;
  int left = 100;
};

// emplace() gives a reference to what it has made, and has made it all the same.
class Prize {
public:
  mock::task<bool> award(int id) {
    if (busy)
      co_return false;
    busy = true;
    const bool done = co_await award_now(id);
    busy = false;
    co_return done;
  }

  bool claim(int id) {
    if (winner.has_value())
      return false;
    winner.emplace(id);
    return true;
  }

private:
  mock::task<bool> award_now(int id) {
    if (winner.has_value()) // note: check
      co_return false;
    if (!co_await confirm(id)) // note: suspension
      co_return false;
    winner = id; // expect: await-check-then-act medium
    co_return true;
  }

  bool busy = false;
  std::optional<int> winner;
};

// Others only make room.
class Hangar {
public:
  mock::task<bool> park(int plane) {
    auto guard = co_await lock.scoped_lock();
    if (planes.size() >= 2)
      co_return false;
    if (!co_await confirm(plane))
      co_return false;
    planes.push_back(plane); // ok: others can only take planes out
    co_return true;
  }

  void leave(int plane) { std::erase(planes, plane); }

private:
  mock::mutex lock;
  std::vector<int> planes;
};
