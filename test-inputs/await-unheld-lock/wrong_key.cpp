// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One lock for each key: it has to be the key of what is touched.
#include "coro.h"

#include <map>
#include <string>

mock::task<> post(std::string text);

class Bank {
public:
  mock::task<> deposit(std::string user, long amount) {
    auto mine = co_await locks_[user].scoped_lock();
    const long had = accounts_[user];
    co_await post(user);
    accounts_[user] = had + amount; // ok: the user's own lock
  }

  mock::task<> transfer(std::string from, std::string to, long amount) {
    auto mine = co_await locks_[from].scoped_lock();
    if (accounts_[from] < amount)
      co_return;
    co_await post(to);
    accounts_[from] -= amount; // ok: from is locked
    accounts_[to] += amount;   // expect: await-unheld-lock
  }

  mock::task<> transfer_both(std::string from, std::string to, long amount) {
    auto a = co_await locks_[from < to ? from : to].scoped_lock();
    auto first = co_await locks_[from].scoped_lock();
    auto second = co_await locks_[to].scoped_lock();
    if (accounts_[from] < amount)
      co_return;
    co_await post(to);
    accounts_[from] -= amount;
    accounts_[to] += amount; // ok: both are locked
  }

private:
  std::map<std::string, mock::mutex> locks_;
  std::map<std::string, long> accounts_;
};

struct Order {
  std::string seller;
  std::string buyer;
};

static std::map<std::string, mock::mutex> party_locks;
static std::map<std::string, int> open_orders;

mock::task<> open_order(const std::string &party) {
  auto held = co_await party_locks[party].scoped_lock();
  ++open_orders[party];
  co_await post(party);
}

mock::task<> close_order(const Order &order) {
  auto held = co_await party_locks[order.seller].scoped_lock();
  co_await post(order.buyer);
  --open_orders[order.buyer]; // expect: await-unheld-lock
}

mock::task<> close_own_order(const Order &order) {
  auto held = co_await party_locks[order.seller].scoped_lock();
  co_await post(order.buyer);
  --open_orders[order.seller]; // ok: the lock of the seller
}

// The lock is in the entry itself.
struct Desk {
  mock::mutex lock;
  long papers = 0;
};

mock::task<> file(std::map<std::string, Desk> &desks, std::string name) {
  auto held = co_await desks[name].lock.scoped_lock();
  ++desks[name].papers;
  co_await post(name);
}

mock::task<> pass_on(std::map<std::string, Desk> &desks, std::string from, std::string to) {
  auto held = co_await desks[from].lock.scoped_lock();
  --desks[from].papers;
  co_await post(to);
  ++desks[to].papers; // expect: await-unheld-lock
}

// Some locks for many keys: the key of a lock is never that of the state.
class Sharded {
public:
  mock::task<> put(std::string key, long value) {
    auto held = co_await shards_[shard(key)].scoped_lock();
    values_[key] = value; // ok: one lock for many keys, throughout
    co_await post(key);
  }

private:
  static int shard(const std::string &key) { return key.size() % 8; }
  mock::mutex shards_[8];
  std::map<std::string, long> values_;
};
