// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The lock protects only from those who take it. Who does not can change the
// state by another name, or by swapping it away. Found by generated programs.
#include "coro.h"
#include <map>
#include <utility>
#include <vector>

mock::task<bool> approve(int n);

class Wallet {
public:
  mock::task<bool> spend(int n) {
    auto guard = co_await lock.scoped_lock();
    const int before = coins; // note: check
    if (!co_await approve(n)) // note: suspension
      co_return false;
    coins = before - n; // expect: await-stale-write medium
    co_return true;
  }

  void earn(int n) {
    int &mine = coins;
    mine += n;
  }

private:
  mock::mutex lock;
  int coins = 0;
};

class Mailbag {
public:
  mock::task<bool> post(int letter) {
    auto guard = co_await lock.scoped_lock();
    auto *const all = &letters;
    const std::vector<int> saved = *all; // note: check
    all->push_back(letter);
    if (!co_await approve(letter)) { // note: suspension
      *all = saved;                  // expect: await-snapshot-rollback medium
      co_return false;
    }
    co_return true;
  }

  std::vector<int> empty() {
    std::vector<int> bag;
    bag.swap(letters);
    return bag;
  }

private:
  mock::mutex lock;
  std::vector<int> letters;
};

class Prices {
public:
  mock::task<void> raise(int item) {
    auto guard = co_await lock.scoped_lock();
    const int before = price[item]; // note: check
    co_await approve(before);       // note: suspension
    price[item] = before + 1;       // expect: await-stale-write medium
  }

  void lower(int item) {
    auto it = price.find(item);
    if (it != price.end())
      it->second -= 1;
  }

private:
  mock::mutex lock;
  std::map<int, int> price;
};
