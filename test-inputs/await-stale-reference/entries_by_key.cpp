// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// References into a map stay good until the element is taken away. Here all who
// work with it are seen, and nobody does. Found by generated programs.
#include "coro.h"
#include <map>
#include <memory>

mock::task<bool> approve(long n);

struct Budget {
  std::map<int, long> left;
  mock::mutex lock;
};

mock::task<bool> spend(std::shared_ptr<Budget> budget, int team, long n) {
  auto &mine = budget->left[team];
  auto guard = co_await budget->lock.scoped_lock();
  if (mine < n) // ok: nobody takes an entry away
    co_return false;
  mine -= n;
  co_return true;
}

void top_up(std::shared_ptr<Budget> budget, int team, long n) {
  budget->left[team] += n;
}

struct Accounts {
  std::map<int, long> open;
};

mock::task<> charge(Accounts &accounts, int id, long n) {
  auto &mine = accounts.open[id]; // note: check
  co_await approve(n);            // note: suspension
  mine -= n;                      // expect: await-stale-reference medium
}

void close(Accounts &accounts, int id) {
  accounts.open[id] = 0;
  accounts = {};
}
