// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The iterator or pointer lies in a structure, a pair, an optional or a capture.
#include "coro.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace routing {

struct Route {
  std::string via;
  int cost = 0;
};

mock::task<int> probe(std::string via);

using Table = std::map<std::string, Route>;

class Router {
public:
  void withdraw(const std::string &to) { table_.erase(to); }

  // scenario: 69
  mock::task<> through_a_pair(std::string to) {
    auto [it, fresh] = table_.try_emplace(to); // note: check
    const int cost = co_await probe(to);       // note: suspension
    if (fresh)
      it->second.cost = cost; // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> through_first(std::string to) {
    auto it = table_.emplace(to, Route{}).first; // note: check
    const int cost = co_await probe(to);         // note: suspension
    it->second.cost = cost;                      // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> through_a_struct(std::string to) {
    struct {
      Table::iterator at;
      int tries = 0;
    } cursor{table_.find(to)};
    const int cost = co_await probe(to);
    cursor.at->second.cost = cost; // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> through_an_optional(std::string to) {
    std::optional<Table::iterator> found;
    if (auto it = table_.find(to); it != table_.end())
      found = it;
    const int cost = co_await probe(to);
    if (found)
      (*found)->second.cost = cost; // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> through_a_pointer_member(std::string to) {
    struct Job {
      Route *route;
      int cost;
    };
    Job job{&table_[to], 0};
    job.cost = co_await probe(to);
    job.route->cost = job.cost; // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> through_a_capture(std::string to) {
    auto &route = table_[to]; // note: check
    auto set = [&route](int cost) { route.cost = cost; };
    const int cost = co_await probe(to); // note: suspension
    set(cost);                           // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> through_a_local_vector() {
    std::vector<Route *> all;
    for (auto &[to, route] : table_)
      all.push_back(&route);
    for (Route *route : all)
      route->cost = co_await probe(route->via); // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> local_vector_filled_anew(std::string to) {
    std::vector<Route *> all;
    all.push_back(&table_[to]);
    const int cost = co_await probe(to);
    all.clear();
    all.push_back(&table_[to]);
    all.front()->cost = cost; // ok: looked up after the await
  }

  // scenario: 70
  mock::task<> keys_in_a_local_vector() {
    std::vector<std::string> all;
    for (auto &[to, route] : table_)
      all.push_back(to);
    for (const auto &to : all) {
      const int cost = co_await probe(to);
      if (auto it = table_.find(to); it != table_.end())
        it->second.cost = cost; // ok: looked up after the await
    }
  }

  // scenario: 69
  mock::task<> pair_again(std::string to) {
    auto [it, fresh] = table_.try_emplace(to);
    it->second.cost = -1;
    const int cost = co_await probe(to);
    table_[to].cost = cost; // ok: looked up by key after the await
  }

private:
  Table table_;
};

std::unordered_map<int, Route> links;

void cut(int link) { links.erase(link); }

// scenario: 69
mock::task<> measure(int link) {
  const auto [it, fresh] = links.insert({link, {}}); // note: check
  const int cost = co_await probe("link");           // note: suspension
  it->second.cost = cost;                            // expect: await-stale-reference
}

struct Zone {
  std::vector<Route> routes;
};

void flush(Zone &zone) { zone.routes.clear(); }

// scenario: 70
mock::task<> compare(std::shared_ptr<Zone> zone) {
  std::pair<Route *, Route *> ends{&zone->routes.front(), &zone->routes.back()};
  const int cost = co_await probe("compare");
  ends.first->cost = cost; // expect: await-stale-reference
}

// scenario: 70
mock::task<> compare_copies(std::shared_ptr<Zone> zone) {
  std::pair<Route, Route> ends{zone->routes.front(), zone->routes.back()};
  const int cost = co_await probe("compare");
  ends.first.cost = cost; // ok: copies of the elements
}

// scenario: 70
mock::task<> cheapest(Zone &zone) {
  Route *best = nullptr;
  for (Route &r : zone.routes) // note: check
    if (!best || r.cost < best->cost)
      best = &r;
  if (!best)
    co_return;
  const int cost = co_await probe(best->via); // note: suspension
  best->cost = cost;                          // expect: await-stale-reference
}

} // namespace routing
