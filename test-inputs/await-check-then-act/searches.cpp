// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A list was searched before the suspension, and is added to after it.
#include "coro.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace guests {

mock::task<> invite(std::string name);

class Party {
public:
  // scenario: 65
  mock::task<> by_loop(std::string name) {
    for (const auto &n : names_)
      if (n == name) // note: check
        co_return;
    co_await invite(name);  // note: suspension
    names_.push_back(name); // expect: await-check-then-act
  }

  // scenario: 65
  mock::task<> by_ranges(std::string name) {
    if (std::ranges::find(names_, name) != names_.end()) // note: check
      co_return;
    co_await invite(name);  // note: suspension
    names_.push_back(name); // expect: await-check-then-act
  }

  // scenario: 65
  mock::task<> by_find(std::string name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
      co_await invite(name);
      names_.push_back(name); // expect: await-check-then-act
    }
  }

  // scenario: 65
  mock::task<> by_predicate(std::string name) {
    const bool there =
        std::any_of(names_.begin(), names_.end(), [&](const std::string &n) { return n == name; });
    if (there)
      co_return;
    co_await invite(name);
    names_.push_back(name); // expect: await-check-then-act
  }

  // scenario: 65
  mock::task<> by_find_late(std::string name) {
    co_await invite(name);
    if (std::find(names_.begin(), names_.end(), name) == names_.end())
      names_.push_back(name); // ok: searched after the await
  }

  // scenario: 65
  mock::task<> by_find_twice(std::string name) {
    if (std::find(names_.begin(), names_.end(), name) != names_.end())
      co_return;
    co_await invite(name);
    if (std::find(names_.begin(), names_.end(), name) != names_.end())
      co_return;
    names_.push_back(name); // ok: searched again
  }

private:
  std::vector<std::string> names_;
};

std::vector<int> tables;

// scenario: 65
mock::task<> reserve(int table) {
  if (std::count(tables.begin(), tables.end(), table) > 0)
    co_return;
  co_await invite("waiter");
  tables.push_back(table); // expect: await-check-then-act
}

// scenario: 65
mock::task<> reserve_ranges(int table) {
  if (std::ranges::any_of(tables, [table](int t) { return t == table; })) // note: check
    co_return;
  co_await invite("waiter"); // note: suspension
  tables.push_back(table);   // expect: await-check-then-act
}

struct Cloakroom {
  std::vector<int> hooks;
  bool taken(int hook) const {
    return std::any_of(hooks.cbegin(), hooks.cend(), [hook](int h) { return h == hook; });
  }
};

// scenario: 65
mock::task<> hang(std::shared_ptr<Cloakroom> room, int hook) {
  if (room->taken(hook))
    co_return;
  co_await invite("attendant");
  room->hooks.push_back(hook); // expect: await-check-then-act
}

// scenario: 65
mock::task<> hang_first(std::shared_ptr<Cloakroom> room, int hook) {
  if (room->taken(hook))
    co_return;
  room->hooks.push_back(hook); // ok: before the await
  co_await invite("attendant");
}

} // namespace guests
