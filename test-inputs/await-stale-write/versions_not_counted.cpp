// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A version tells of a change only if it is counted in the same step, by all
// who change what it goes with. Found by generated programs.
#include "coro.h"

mock::task<bool> confirm(int id);
mock::task<> archive(int id);

class Page {
public:
  mock::task<bool> edit(int id) {
    while (true) {
      const int seen = version;
      if (locked) // note: check
        co_return false;
      co_await archive(id); // note: suspension
      if (version != seen)
        continue;
      ++version;
      locked = true; // expect: await-check-then-act medium
      co_return true;
    }
  }

  mock::task<bool> claim(int id) {
    if (locked)
      co_return false;
    locked = true; // note: writer
    if (!co_await confirm(id)) {
      locked = false;
      ++version;
      co_return false;
    }
    co_return true;
  }

private:
  bool locked = false;
  int version = 0;
};

class Draft {
public:
  mock::task<bool> edit(int id) {
    while (true) {
      const int seen = version;
      if (locked)
        co_return false;
      co_await archive(id);
      if (version != seen)
        continue;
      ++version;
      locked = true; // ok: each change is counted where it is made
      co_return true;
    }
  }

  mock::task<bool> claim(int id) {
    if (locked)
      co_return false;
    ++version;
    mark(true);
    if (!co_await confirm(id)) {
      mark(false);
      ++version;
      co_return false;
    }
    co_return true;
  }

  void reset() {
    mark(false);
    version = version + 1;
  }

private:
  void mark(bool how) { locked = how; }
  bool locked = false;
  int version = 0;
};

class Ledger {
public:
  mock::task<bool> book(int id, long amount) {
    const int seen = version;
    const long before = total; // note: check
    co_await archive(id);      // note: suspension
    if (version != seen)
      co_return false;
    total = before + amount; // expect: await-stale-write
    co_return true;
  }

  void clear() {
    total = 0;
    ++version;
  }

private:
  long total = 0;
  int version = 0;
};

// Who waits is told by a round of his own, and stores under it.
class Search {
public:
  mock::task<> find(int id) {
    const int mine = ++round;
    co_await archive(id);
    if (mine != round)
      co_return;
    found = id; // ok: only the last round stores
  }

  mock::task<> find_again() {
    const int mine = ++round;
    const int last = found;
    co_await archive(last);
    if (mine != round)
      co_return;
    found = last + 1; // ok: whoever came later has another round
  }

  void stop() {
    ++round;
    found = 0;
  }

private:
  int round = 0, found = 0;
};

// A snapshot that is younger than the check tells nothing of what came between.
class Hall {
public:
  mock::task<bool> enter(int id) {
    if (guests >= 20) // note: check
      co_return false;
    co_await archive(id); // note: suspension
    const int before = guests;
    if (!co_await confirm(id))
      co_return false;
    if (guests != before)
      co_return false;
    guests = before + 1; // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> enter_known(int id) {
    const int before = guests;
    if (guests >= 20)
      co_return false;
    co_await archive(id);
    if (!co_await confirm(id))
      co_return false;
    if (guests != before)
      co_return false;
    guests = before + 1; // ok: as old as the check
    co_return true;
  }

  void leave() { --guests; }

private:
  int guests = 0;
};
