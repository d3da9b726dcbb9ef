// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 2, two values that belong together, written on the two sides of an await.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

using AccountId = std::string;

mock::task<> ft_on_transfer(AccountId receiver, long amount);
mock::task<long> oracle_rate();

class Token {
public:
  void mint(const AccountId &to, long amount) {
    balances_[to] += amount;
    total_ += amount;
  }

  void burn(const AccountId &from, long amount) {
    balances_[from] -= amount;
    total_ -= amount;
  }

  mock::task<> mint_and_tell(AccountId to, long amount) {
    balances_[to] += amount;
    co_await ft_on_transfer(to, amount);
    total_ += amount; // expect: await-torn-update
  }

  mock::task<> tell_and_mint(AccountId to, long amount) {
    co_await ft_on_transfer(to, amount);
    balances_[to] += amount; // ok: both after the await
    total_ += amount;
  }

  mock::task<> mint_and_tell_well(AccountId to, long amount) {
    mint(to, amount); // ok: both before the await
    co_await ft_on_transfer(to, amount);
  }

private:
  std::map<AccountId, long> balances_;
  long total_ = 0;
};

struct Pool {
  long shares = 0;
  long assets = 0;
};

void join(Pool &pool, long amount) {
  pool.shares += amount;
  pool.assets += amount;
}

void leave(Pool &pool, long amount) {
  pool.shares -= amount;
  pool.assets -= amount;
}

mock::task<> join_at_rate(std::shared_ptr<Pool> pool, long amount) {
  pool->assets += amount;
  const long rate = co_await oracle_rate();
  pool->shares += amount / rate; // expect: await-torn-update medium
}

mock::task<> join_at_known_rate(std::shared_ptr<Pool> pool, long amount) {
  const long rate = co_await oracle_rate();
  pool->assets += amount; // ok: together
  pool->shares += amount / rate;
}

mock::task<> rebase(std::shared_ptr<Pool> pool) {
  const long assets = pool->assets;         // note: check
  const long rate = co_await oracle_rate(); // note: suspension
  pool->assets = assets * rate;             // expect: await-stale-write
}
