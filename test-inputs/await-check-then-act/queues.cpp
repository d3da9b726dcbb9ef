// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The queue was not empty before the suspension.
#include "coro.h"

#include <deque>
#include <memory>
#include <queue>
#include <stack>
#include <string>
#include <utility>
#include <vector>

namespace courier {

mock::task<bool> drive(int address);

class Van {
public:
  void load(int address) { stops_.push_back(address); }
  void unload() { stops_.clear(); }

  // scenario: 67
  mock::task<> next() {
    if (!stops_.empty()) {            // note: check
      co_await drive(stops_.front()); // note: suspension
      stops_.pop_front();             // expect: await-check-then-act
    }
  }

  // scenario: 67
  mock::task<> next_or_leave() {
    if (stops_.size() == 0) // note: check
      co_return;
    const int address = stops_.front();
    if (co_await drive(address)) // note: suspension
      stops_.pop_front();        // expect: await-check-then-act
  }

  // scenario: 67
  mock::task<> next_taken() {
    if (stops_.empty())
      co_return;
    const int address = stops_.front();
    stops_.pop_front(); // ok: taken before the await
    co_await drive(address);
  }

  // scenario: 67
  mock::task<> next_checked() {
    if (stops_.empty())
      co_return;
    co_await drive(stops_.front());
    if (!stops_.empty())
      stops_.pop_front(); // ok: asked again
  }

  // scenario: 67
  mock::task<> all() {
    while (!stops_.empty()) {
      const int address = stops_.front();
      stops_.pop_front(); // ok: asked in each round, and taken before the await
      co_await drive(address);
    }
  }

  // scenario: 67
  mock::task<> all_popping_late() {
    while (!stops_.empty()) {         // note: check
      co_await drive(stops_.front()); // note: suspension
      stops_.pop_front();             // expect: await-check-then-act
    }
  }

private:
  std::deque<int> stops_;
};

std::queue<int> returns;

void bring_back(int address) { returns.push(address); }

// scenario: 67
mock::task<> take_back() {
  if (returns.empty()) // note: check
    co_return;
  co_await drive(returns.front()); // note: suspension
  returns.pop();                   // expect: await-check-then-act
}

// scenario: 67
mock::task<> take_back_first() {
  if (returns.empty())
    co_return;
  const int address = returns.front();
  returns.pop(); // ok: before the await
  co_await drive(address);
}

struct Depot {
  std::vector<int> parcels;
  std::stack<int> crates;
};

// scenario: 67
mock::task<> send_last(std::shared_ptr<Depot> depot) {
  if (!depot->parcels.empty()) {           // note: check
    co_await drive(depot->parcels.back()); // note: suspension
    depot->parcels.pop_back();             // expect: await-check-then-act
  }
}

// scenario: 67
mock::task<> unstack(Depot &depot) {
  if (depot.crates.size() > 0) {        // note: check
    co_await drive(depot.crates.top()); // note: suspension
    depot.crates.pop();                 // expect: await-check-then-act
  }
}

// scenario: 67
mock::task<> unstack_own(std::stack<int> crates) {
  while (!crates.empty()) {
    co_await drive(crates.top());
    crates.pop(); // ok: a parameter by value
  }
}

} // namespace courier
