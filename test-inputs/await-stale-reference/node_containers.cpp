// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How long a reference lives depends on the container and on who removes.
#include "coro.h"

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace archive {

struct Box {
  int sheets = 0;
};

mock::task<> dust();

// Everything that can touch the boxes is in this file, and nothing removes one.
class GrowOnly {
public:
  void add(int shelf) { boxes_[shelf]; }
  void file(int shelf) { hashed_[shelf]; }
  void stack() { pile_.push_back({}); }

  // scenario: 70
  mock::task<> by_key(int shelf) {
    auto &box = boxes_[shelf];
    co_await dust();
    box.sheets += 1; // ok: nobody removes
  }

  // scenario: 70
  mock::task<> hashed(int shelf) {
    auto &box = hashed_[shelf];
    co_await dust();
    box.sheets += 1; // ok: nobody removes
  }

  // scenario: 69, 70
  mock::task<> hashed_iterator(int shelf) {
    auto it = hashed_.find(shelf); // note: check
    if (it == hashed_.end())
      co_return;
    co_await dust();        // note: suspension
    it->second.sheets += 1; // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> on_pile() {
    auto &top = pile_.back();
    co_await dust();
    top.sheets += 1; // ok: nobody removes
  }

  // scenario: 69, 70
  mock::task<> pile_iterator() {
    auto top = pile_.begin(); // note: check
    co_await dust();          // note: suspension
    top->sheets += 1;         // expect: await-stale-reference
  }

private:
  std::map<int, Box> boxes_;
  std::unordered_map<int, Box> hashed_;
  std::deque<Box> pile_;
};

// Everybody can reach these, so somebody else may remove one.
struct Store {
  std::map<int, Box> boxes;
  std::list<Box> loose;
  std::unordered_map<int, Box> hashed;
};

// scenario: 70
mock::task<> tidy(std::shared_ptr<Store> store, int shelf) {
  auto &box = store->boxes[shelf]; // note: check
  co_await dust();                 // note: suspension
  box.sheets += 1;                 // expect: await-stale-reference medium
}

// scenario: 70
mock::task<> tidy_loose(Store &store) {
  Box *box = &store.loose.front(); // note: check
  co_await dust();                 // note: suspension
  box->sheets += 1;                // expect: await-stale-reference medium
}

// A vector moves its elements when it grows; that is enough.
class Rack {
public:
  void add() { boxes_.push_back({}); }

  // scenario: 70
  mock::task<> fill(std::size_t at) {
    auto &box = boxes_[at]; // note: check
    co_await dust();        // note: suspension
    box.sheets += 1;        // expect: await-stale-reference
  }

private:
  std::vector<Box> boxes_;
};

// What the constructor made stays where it is.
class FixedRack {
public:
  explicit FixedRack(std::size_t n) : boxes_(n) {}

  // scenario: 70
  mock::task<> fill(std::size_t at) {
    auto &box = boxes_.at(at);
    co_await dust();
    box.sheets += 1; // ok: nobody removes
  }

  // scenario: 70
  mock::task<> fill_drawer(std::size_t at) {
    auto &box = drawers_[at];
    co_await dust();
    box.sheets += 1; // ok: an array never moves its elements
  }

private:
  std::vector<Box> boxes_;
  Box drawers_[8];
};

std::unordered_set<std::string> labels;
std::set<int> years;

void relabel() { labels.insert("new"); }
void close_year() { years.erase(1999); }

// scenario: 69
mock::task<std::size_t> read_label() {
  auto label = labels.begin(); // note: check
  co_await dust();             // note: suspension
  co_return label->size();     // expect: await-stale-reference
}

// scenario: 69
mock::task<int> read_year() {
  const auto year = years.rbegin(); // note: check
  co_await dust();                  // note: suspension
  co_return *year;                  // expect: await-stale-reference
}

// scenario: 69
mock::task<int> read_year_late() {
  co_await dust();
  co_return years.empty() ? 0 : *years.rbegin(); // ok: no suspension in between
}

} // namespace archive
