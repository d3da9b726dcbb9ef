// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Identifiers handed out across an await: two callers get the same one.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace ids {

mock::task<> announce(int id);

class Sessions {
public:
  // scenario: 30
  mock::task<int> open() {
    const int id = next_id_; // note: check
    co_await announce(id);   // note: suspension
    next_id_ = id + 1;       // expect: await-stale-write
    co_return id;
  }

  // scenario: 30
  mock::task<int> open_incrementing() {
    const int id = next_id_; // note: check
    co_await announce(id);   // note: suspension
    ++next_id_;              // expect: await-stale-write
    co_return id;
  }

  // scenario: 30
  mock::task<int> open_at_once() {
    const int id = next_id_++; // ok: taken and advanced in one step
    co_await announce(id);
    co_return id;
  }

private:
  int next_id_ = 1;
};

int next_ticket = 100;

// scenario: 30
mock::task<int> draw_ticket() {
  auto ticket = next_ticket; // note: check
  co_await announce(ticket); // note: suspension
  next_ticket++;             // expect: await-stale-write
  co_return ticket;
}

// scenario: 30
mock::task<int> draw_ticket_at_once() {
  auto ticket = next_ticket;
  next_ticket += 1; // ok: advanced before the await
  co_await announce(ticket);
  co_return ticket;
}

struct Sequences {
  std::map<std::string, int> next;
};

// scenario: 30
mock::task<int> draw_named(std::shared_ptr<Sequences> seqs, std::string name) {
  const int n = seqs->next[name]; // note: check
  co_await announce(n);           // note: suspension
  seqs->next[name] = n + 1;       // expect: await-stale-write
  co_return n;
}

// scenario: 30
mock::task<int> draw_named_at_once(std::shared_ptr<Sequences> seqs, std::string name) {
  const int n = seqs->next[name]++; // ok: taken and advanced in one step
  co_await announce(n);
  co_return n;
}

template <class Id> class Allocator {
public:
  // scenario: 30
  mock::task<Id> allocate() {
    Id id = next;          // note: check
    co_await remember(id); // note: suspension
    next += 1;             // expect: await-stale-write
    co_return id;
  }

  // scenario: 30
  mock::task<Id> allocate_at_once() {
    Id id = next++; // ok: taken and advanced in one step
    co_await remember(id);
    co_return id;
  }

private:
  mock::task<> remember(Id id);
  Id next{};
};
template class Allocator<unsigned>;

} // namespace ids
