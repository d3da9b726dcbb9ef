// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A lock that some do not take: they only make the check hold all the more,
// also where a helper asks, where a state has a name, or where the sum is
// written out. Those who can spoil it are next to them. Found by generated
// programs.
#include "coro.h"
#include <map>
#include <optional>
#include <set>

mock::task<> print(int id);

class Printer {
public:
  mock::task<bool> begin(int id) {
    auto guard = co_await lock.scoped_lock();
    if (state != State::Ready)
      co_return false;
    co_await print(id);
    state = State::Busy; // ok: others can only make it ready
    co_return true;
  }

  void done() { state = State::Ready; }

private:
  enum class State { Off, Ready, Busy };
  mock::mutex lock;
  State state = State::Off;
};

class Plotter {
public:
  mock::task<bool> pause(int id) {
    auto guard = co_await lock.scoped_lock();
    if (!is_ready())
      co_return false;
    co_await print(id);
    state = State::Paused; // ok: the same through a helper
    co_return true;
  }

  void done() { state = State::Ready; }

private:
  enum class State { Off, Ready, Paused };
  bool is_ready() const { return state == State::Ready; }
  mock::mutex lock;
  State state = State::Off;
};

class Scanner {
public:
  mock::task<bool> begin(int id) {
    auto guard = co_await lock.scoped_lock();
    if (state != State::Ready) // note: check
      co_return false;
    co_await print(id);  // note: suspension
    state = State::Busy; // expect: await-check-then-act medium
    co_return true;
  }

  void toggle(bool on) {
    if (on)
      state = State::Ready;
    else
      state = State::Off; // the lamp is not warm any more
  }

private:
  enum class State { Off, Ready, Busy };
  mock::mutex lock;
  State state = State::Off;
};

class Kiln {
public:
  mock::task<bool> fire(int id) {
    auto guard = co_await lock.scoped_lock();
    if (phase != Phase::Cold) // note: check
      co_return false;
    co_await print(id);  // note: suspension
    phase = Phase::Warm; // expect: await-check-then-act medium
    co_return true;
  }

  void skip() { phase = Phase::Hot; }

private:
  enum class Phase { Cold, Warm, Hot };
  mock::mutex lock;
  Phase phase = Phase::Cold;
};

class Garage {
public:
  mock::task<bool> park(int id) {
    auto guard = co_await lock.scoped_lock();
    if (cars >= 20)
      co_return false;
    co_await print(id);
    cars = cars + 1; // ok: others only drive away
    co_return true;
  }

  mock::task<bool> let_in(int id) {
    auto guard = co_await lock.scoped_lock();
    if (bikes >= 20) // note: check
      co_return false;
    co_await print(id); // note: suspension
    bikes = bikes + 1;  // expect: await-check-then-act medium
    co_return true;
  }

  void leave() { cars = cars - 1; }
  mock::task<bool> squeeze_in() {
    if (bikes >= 20)
      co_return false;
    bikes = bikes + 1; // looks for itself, and takes the place of another one
    co_return true;
  }

private:
  mock::mutex lock;
  int cars = 0, bikes = 0;
};

class Fund {
public:
  mock::task<bool> pay(long amount) {
    auto guard = co_await lock.scoped_lock();
    if (!covers(amount))
      co_return false;
    co_await print(1);
    const long before = money;
    money = before - amount; // ok: others only pay in
    co_return true;
  }

  void pay_in(long amount) { money += amount; }

private:
  bool covers(long amount) const { return money >= amount; }
  mock::mutex lock;
  long money = 0;
};

class Shelf {
public:
  mock::task<bool> put(int id) {
    auto guard = co_await lock.scoped_lock();
    if (!is_free(id))
      co_return false;
    co_await print(id);
    books.insert(id); // ok: others only take books out
    co_return true;
  }

  void lend(int id) { books.erase(id); }

private:
  bool is_free(int id) const { return books.find(id) == books.end(); }
  mock::mutex lock;
  std::set<int> books;
};

class Stack {
public:
  mock::task<bool> put(int id) {
    auto guard = co_await lock.scoped_lock();
    if (!co_await is_free(id))
      co_return false;
    co_await print(id);
    books.insert(id); // ok: the same, after a question that waits
    co_return true;
  }

  void lend(int id) { books.erase(id); }

private:
  mock::task<bool> is_free(int id) {
    co_await print(id);
    co_return books.count(id) == 0;
  }
  mock::mutex lock;
  std::set<int> books;
};

class Desk {
public:
  mock::task<bool> reserve(int id) {
    auto guard = co_await lock.scoped_lock();
    if (taken())
      co_return false;
    co_await print(id);
    reader = id; // ok: others only leave it
    co_return true;
  }

  void leave() { reader.reset(); }

private:
  bool taken() const { return reader.has_value(); }
  mock::mutex lock;
  std::optional<int> reader;
};

class Loan {
public:
  mock::task<bool> prolong(int id) {
    auto guard = co_await lock.scoped_lock();
    if (!taken()) // note: check
      co_return false;
    co_await print(id); // note: suspension
    reader = id;        // expect: await-check-then-act medium
    co_return true;
  }

  void give_back() { reader.reset(); }

private:
  bool taken() const { return reader.has_value(); }
  mock::mutex lock;
  std::optional<int> reader;
};

class Box {
public:
  mock::task<bool> pack(int id) {
    auto guard = co_await lock.scoped_lock();
    if (things.contains(id))
      co_return false;
    co_await print(id);
    auto next = things;
    next.insert(id);
    // A copy of now with one element more.
    things = next; // false-alarm: await-check-then-act others only take out
    co_return true;
  }

  void take_out(int id) { things.erase(id); }

private:
  mock::mutex lock;
  std::set<int> things;
};
