// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Already running? Leave. Otherwise prepare, and only then say so.
#include "coro.h"
#include <memory>
#include <string>

mock::task<> prepare(std::string what);
mock::task<int> collect_votes(long term);

class Server {
public:
  // scenario: 48
  mock::task<> start() {
    if (running) // note: check
      co_return;
    co_await prepare("listener"); // note: suspension
    running = true;               // expect: await-check-then-act
  }

  // scenario: 48
  mock::task<> start_claimed() {
    if (running)
      co_return;
    running = true; // ok: said before anything is waited for
    co_await prepare("listener");
  }

  // scenario: 48
  mock::task<> start_looking_twice() {
    if (running)
      co_return;
    co_await prepare("listener");
    if (running)
      co_return;
    running = true; // ok: looked at again
  }

  bool is_running() const { return running; }

private:
  bool running = false;
};

namespace cluster {

std::string leader;
long term = 0;

// scenario: 48
mock::task<> campaign(std::string self) {
  if (!leader.empty()) // note: check
    co_return;
  const int votes = co_await collect_votes(term); // note: suspension
  if (votes > 2)
    leader = self; // expect: await-check-then-act
}

// scenario: 42
mock::task<> campaign_by_the_book(std::string self) {
  if (!leader.empty())
    co_return;
  const int votes = co_await collect_votes(term);
  if (votes > 2 && leader.empty())
    leader = self; // ok: still nobody
}

} // namespace cluster

struct Journal {
  bool opened = false;
};

// scenario: 48
mock::task<bool> open_journal(std::shared_ptr<Journal> journal) {
  if (journal->opened) // note: check
    co_return false;
  co_await prepare("journal"); // note: suspension
  journal->opened = true;      // expect: await-check-then-act
  co_return true;
}

// scenario: 48
mock::task<bool> open_journal_first(std::shared_ptr<Journal> journal) {
  if (journal->opened)
    co_return false;
  journal->opened = true; // ok: the second caller leaves above
  co_await prepare("journal");
  co_return true;
}

class Election {
public:
  // scenario: 43
  mock::task<> run(std::string self) {
    if (!chosen.empty())
      co_return;
    const long mine = ++round;
    const int votes = co_await collect_votes(mine);
    if (votes <= 2 || round != mine)
      co_return;
    chosen = self; // ok: each run starts a new round, and this one is still the last
  }

private:
  std::string chosen;
  long round = 0;
};
