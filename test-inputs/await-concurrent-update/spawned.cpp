// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tasks that are started and left to run: spawned, in a scope, by themselves.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

mock::task<int> ask(std::string host);

struct Votes {
  int yes = 0;
};

class Poll {
public:
  void open() {
    mock::spawn(count("north"));
    mock::spawn(count("south")); // expect: await-concurrent-update
  }

  void open_all(const std::vector<std::string> &hosts) {
    for (const auto &host : hosts)
      mock::spawn(count(host)); // expect: await-concurrent-update
  }

  mock::task<> open_in_scope() {
    scope_.spawn(count("east"));
    scope_.spawn(count("west")); // expect: await-concurrent-update
    co_await scope_.join();
    scope_.spawn(count("again")); // ok: the others are done
  }

  mock::task<> open_with_handles() {
    auto east = mock::start(count("east"));
    auto west = mock::start(count("west")); // expect: await-concurrent-update
    co_await east;
    co_await west;
  }

  mock::task<> open_slowly() {
    auto east = mock::start(count("east"));
    co_await east;
    auto west = mock::start(count("west")); // ok: the first one is awaited
    co_await west;
  }

  void open_either(bool east) {
    if (east)
      mock::spawn(count("east")); // ok: one of the two
    else
      mock::spawn(count("west"));
  }

  // Nothing of the sum is old when it is stored.
  void open_right(const std::vector<std::string> &hosts) {
    for (const auto &host : hosts)
      mock::spawn(add(host)); // ok: adds in one step
  }

  void open_keyed() {
    mock::spawn(count_for("north"));
    mock::spawn(count_for("south")); // ok: an entry for each host
    mock::spawn(count_for("north")); // expect: await-concurrent-update
  }

  void run_eagerly() {
    begin("north");
    begin("south"); // expect: await-concurrent-update
  }

  mock::task<> run_eagerly_and_wait() {
    auto north = begin("north");
    auto south = begin("south"); // expect: await-concurrent-update
    co_await north;
    co_await south;
    co_await begin("east"); // ok: awaited at once
    co_await begin("west");
  }

private:
  mock::task<> count(std::string host) {
    const int before = votes_->yes;
    votes_->yes = before + co_await ask(host); // expect: await-stale-write
  }
  mock::task<> add(std::string host) {
    const int more = co_await ask(host);
    votes_->yes += more;
  }
  mock::task<> count_for(std::string host) {
    const int before = by_host_[host];
    const int more = co_await ask(host);
    by_host_[host] = before + more; // expect: await-stale-write
  }
  mock::eager_task<> begin(std::string host) {
    const int before = votes_->yes;
    votes_->yes = before + co_await ask(host); // expect: await-stale-write
  }

  std::shared_ptr<Votes> votes_ = std::make_shared<Votes>();
  std::map<std::string, int> by_host_;
  mock::scope scope_;
};

// A program that runs its loop in between is done with the first one.
int counted = 0;
mock::task<> count(std::string host) {
  const int before = counted;
  counted = before + co_await ask(host); // expect: await-stale-write
}
int main() {
  mock::spawn(count("north"));
  mock::run();
  mock::spawn(count("south")); // ok: after the loop
  mock::run();
  mock::spawn(count("east"));
  mock::spawn(count("west")); // expect: await-concurrent-update
  mock::run();
}
