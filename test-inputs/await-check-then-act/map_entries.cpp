// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether an entry is there is asked before the suspension, and it is made after it.
#include "coro.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace dns {

struct Address {
  std::string text;
  int ttl = 60;
};

mock::task<Address> resolve(std::string host);

class Resolver {
public:
  // scenario: 65
  mock::task<> learn(std::string host) {
    if (!known_.contains(host)) {          // note: check
      auto found = co_await resolve(host); // note: suspension
      known_[host] = found;                // expect: await-check-then-act
    }
  }

  // scenario: 65
  mock::task<> learn_assigning(std::string host) {
    if (known_.find(host) != known_.end()) // note: check
      co_return;
    auto found = co_await resolve(host); // note: suspension
    // Should be as sure as the form with contains().
    known_.insert_or_assign(host, found); // expect: await-check-then-act
  }

  // scenario: 65
  mock::task<> learn_containing(std::string host) {
    if (known_.contains(host)) // note: check
      co_return;
    auto found = co_await resolve(host);  // note: suspension
    known_.insert_or_assign(host, found); // expect: await-check-then-act
  }

  // scenario: 65
  mock::task<> learn_counting(std::string host) {
    if (known_.count(host) == 0)             // note: check
      known_[host] = co_await resolve(host); // expect: await-check-then-act // note: suspension
  }

  // scenario: 66
  mock::task<> learn_once(std::string host) {
    if (!known_.contains(host)) {
      auto found = co_await resolve(host);
      known_.try_emplace(host, found); // ok: what is there stays; the work was done twice
    }
  }

  // scenario: 66
  mock::task<> learn_emplacing(std::string host) {
    if (!known_.contains(host)) {
      auto found = co_await resolve(host);
      known_.emplace(host, std::move(found)); // ok: the same
    }
  }

  // scenario: 66
  mock::task<bool> learn_inserting(std::string host) {
    if (known_.contains(host))
      co_return false;
    auto found = co_await resolve(host);
    co_return known_.insert({host, found}).second; // ok: the same
  }

  // scenario: 65
  mock::task<> learn_asking_again(std::string host) {
    if (known_.contains(host))
      co_return;
    auto found = co_await resolve(host);
    if (!known_.contains(host))
      known_[host] = found; // ok: asked again
  }

  // scenario: 65
  mock::task<> refresh(std::string host) {
    if (known_.contains(host)) {           // note: check
      auto found = co_await resolve(host); // note: suspension
      known_.at(host) = found;             // expect: await-check-then-act
    }
  }

  // scenario: 65
  mock::task<> learn_another(std::string host, std::string alias) {
    if (!known_.contains(host)) {
      auto found = co_await resolve(host);
      aliases_[alias] = found; // ok: another map
    }
  }

private:
  std::map<std::string, Address> known_;
  std::map<std::string, Address> aliases_;
};

std::unordered_map<std::string, Address> hosts_file;

// scenario: 65
mock::task<> remember(std::string host) {
  if (hosts_file.contains(host)) // note: check
    co_return;
  hosts_file[host] = co_await resolve(host); // expect: await-check-then-act // note: suspension
}

// scenario: 66
mock::task<> remember_once(std::string host) {
  if (hosts_file.contains(host))
    co_return;
  hosts_file.try_emplace(host, co_await resolve(host)); // ok: what is there stays
}

struct Zone {
  struct {
    std::map<std::string, Address> a;
    std::set<std::string> asked;
  } records;
};

// scenario: 65
mock::task<> fill(std::shared_ptr<Zone> zone, std::string host) {
  if (zone->records.a.find(host) == zone->records.a.end()) { // note: check
    auto found = co_await resolve(host);                     // note: suspension
    // Should be as sure as the form with contains().
    zone->records.a.insert_or_assign(host, found); // expect: await-check-then-act
  }
}

// scenario: 66
mock::task<> fill_once(Zone &zone, std::string host) {
  if (zone.records.a.find(host) == zone.records.a.end()) {
    auto found = co_await resolve(host);
    zone.records.a.emplace(host, found); // ok: what is there stays
    zone.records.asked.insert(host);     // ok: the same
  }
}

template <class Key, class Value> class Memo {
public:
  // scenario: 65
  mock::task<Value> get(Key key) {
    auto it = values.find(key); // note: check
    if (it != values.end())
      co_return it->second;
    Value made = co_await make(key); // note: suspension
    values[key] = made;              // expect: await-check-then-act
    co_return made;
  }

  // scenario: 66
  mock::task<Value> get_once(Key key) {
    if (auto it = values.find(key); it != values.end())
      co_return it->second;
    Value made = co_await make(key);
    co_return values.try_emplace(key, made).first->second; // ok: the first one stays
  }

private:
  mock::task<Value> make(Key key);
  std::map<Key, Value> values;
};
template class Memo<int, long>;

} // namespace dns
