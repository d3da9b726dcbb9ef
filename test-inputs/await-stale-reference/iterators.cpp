// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An iterator is found before the suspension and used after it.
#include "coro.h"

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace lobby {

struct Guest {
  std::string name;
  int visits = 0;
};

mock::task<> greet(std::string name);
mock::task<> announce(int room);

class Reception {
public:
  // scenario: 69
  mock::task<> welcome(int badge) {
    auto it = guests_.find(badge); // note: check
    if (it == guests_.end())
      co_return;
    co_await greet(it->second.name); // note: suspension
    it->second.visits = 1;           // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> welcome_found_again(int badge) {
    auto it = guests_.find(badge);
    if (it == guests_.end())
      co_return;
    co_await greet(it->second.name);
    it = guests_.find(badge);
    if (it != guests_.end())
      it->second.visits = 1; // ok: looked up again
  }

  // scenario: 69
  mock::task<> dismiss(int badge) {
    const auto it = guests_.find(badge); // note: check
    if (it == guests_.end())
      co_return;
    co_await greet("goodbye"); // note: suspension
    guests_.erase(it); // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> dismiss_by_key(int badge) {
    const auto it = guests_.find(badge);
    if (it == guests_.end())
      co_return;
    co_await greet(it->second.name);
    guests_.erase(badge); // expect: await-check-then-act low
  }

  // scenario: 69
  mock::task<> tour() {
    for (auto it = guests_.begin(); it != guests_.end(); ++it) // note: check
      co_await greet(it->second.name); // expect: await-stale-reference // note: suspension
  }

  // scenario: 69
  mock::task<> tour_by_key() {
    for (auto it = guests_.begin(); it != guests_.end();) {
      const int badge = it->first;
      co_await greet(it->second.name);
      it = guests_.upper_bound(badge); // ok: the next one is looked for afterwards
    }
  }

  // scenario: 69
  mock::task<> tour_queue() {
    while (!queue_.empty()) {
      auto first = queue_.begin();
      const int badge = *first;
      queue_.erase(first); // ok: found and erased without a suspension
      co_await announce(badge);
    }
  }

private:
  std::map<int, Guest> guests_;
  std::set<int> queue_;
};

std::unordered_map<std::string, int> open_tabs;

void close_tab(const std::string &who) { open_tabs.erase(who); }

// scenario: 69
mock::task<> serve(const std::string &who) {
  auto tab = open_tabs.find(who); // note: check
  co_await greet(who);            // note: suspension
  if (tab != open_tabs.end())
    tab->second += 5; // expect: await-stale-reference
}

// scenario: 69
mock::task<> serve_late(std::string who) {
  co_await greet(who);
  auto tab = open_tabs.find(who);
  if (tab != open_tabs.end())
    tab->second += 5; // ok: found after the await
}

struct Hall {
  std::vector<int> seats;
  std::list<Guest> waiting;
  std::deque<Guest> served;
};

void leave(Hall &hall) {
  hall.waiting.pop_front();
  hall.seats.pop_back();
}
void serve_one(Hall &hall) { hall.served.push_back({}); }

// scenario: 69
mock::task<> seat(std::shared_ptr<Hall> hall) {
  auto seat = hall->seats.begin(); // note: check
  co_await announce(3);            // note: suspension
  *seat += 1;                      // expect: await-stale-reference
}

// scenario: 69
mock::task<> call(Hall &hall) {
  auto next = hall.waiting.begin(); // note: check
  co_await greet(next->name);       // note: suspension
  ++next->visits;                   // expect: await-stale-reference
}

// scenario: 69
mock::task<> review(Hall *hall) {
  for (auto g = hall->served.begin(); g != hall->served.end(); g++)
    co_await greet(g->name); // expect: await-stale-reference // note: suspension
}

// scenario: 69
mock::task<> seat_late(std::shared_ptr<Hall> hall) {
  co_await announce(0);
  auto seat = hall->seats.begin();
  if (seat != hall->seats.end())
    *seat = 0; // ok: no suspension since begin()
}

template <class Key> class Directory {
public:
  void drop(const Key &key) { pages_.erase(key); }

  // scenario: 69
  mock::task<> stamp(Key key) {
    auto it = pages_.lower_bound(key); // note: check
    co_await announce(1);              // note: suspension
    it->second.visits += 1;            // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> stamp_late(Key key) {
    co_await announce(1);
    if (auto it = pages_.lower_bound(key); it != pages_.end())
      it->second.visits += 1; // ok: found after the await
  }

private:
  std::map<Key, Guest> pages_;
};
template class Directory<int>;

} // namespace lobby
