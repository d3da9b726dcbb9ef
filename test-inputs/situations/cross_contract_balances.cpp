// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 2, a map of balances: fetched with a default, a call awaited, inserted again.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

using AccountId = std::string;

mock::task<bool> ft_transfer(AccountId to, long amount);
mock::task<long> ft_fee(AccountId token);

template <class Map, class Key> long get_or(const Map &map, const Key &key, long otherwise) {
  auto it = map.find(key);
  return it == map.end() ? otherwise : it->second;
}

// scenario: 20, 73
class TokenContract {
public:
  mock::task<> deposit(AccountId who, long amount) {
    const long held = balances_.contains(who) ? balances_.at(who) : 0; // note: check
    const long fee = co_await ft_fee("usd");                           // note: suspension
    balances_[who] = held + amount - fee;                              // expect: await-stale-write
  }

  mock::task<> deposit_found(AccountId who, long amount) {
    long held = 0;
    if (auto it = balances_.find(who); it != balances_.end())
      held = it->second;                                  // note: check
    const long fee = co_await ft_fee("eur");              // note: suspension
    balances_.insert_or_assign(who, held + amount - fee); // expect: await-stale-write
  }

  mock::task<> deposit_default(AccountId who, long amount) {
    const long held = get_or(balances_, who, 0); // note: check
    co_await ft_transfer(who, amount);           // note: suspension
    balances_[who] = held + amount;              // expect: await-stale-write
  }

  mock::task<> deposit_fresh(AccountId who, long amount) {
    const long fee = co_await ft_fee("usd");
    const long held = get_or(balances_, who, 0);
    balances_[who] = held + amount - fee; // ok: fetched after the call
  }

  mock::task<> deposit_added(AccountId who, long amount) {
    balances_[who] += amount - co_await ft_fee("usd"); // ok: reads after the await
  }

private:
  std::map<AccountId, long> balances_;
};

// scenario: 73
class PairContract {
public:
  mock::task<> set_limit() {
    const long reserve = limits_["reserve"];
    const long fee = co_await ft_fee("pair");
    limits_["daily"] = reserve - fee; // ok: another key
  }

  mock::task<> raise_limit() {
    const long daily = limits_["daily"];      // note: check
    const long fee = co_await ft_fee("pair"); // note: suspension
    limits_["daily"] = daily + fee;           // expect: await-stale-write
  }

  mock::task<> copy_limit(AccountId from) {
    const long theirs = of_user_[from];
    from = "treasury";
    const long fee = co_await ft_fee("pair");
    of_user_[from] = theirs - fee; // ok: the key was changed, so it is another entry
  }

private:
  std::map<std::string, long> limits_;
  std::unordered_map<AccountId, long> of_user_;
};

// scenario: 65, 66
struct Registry {
  std::map<AccountId, long> storage_paid;
};

mock::task<> register_account(std::shared_ptr<Registry> reg, AccountId who) {
  if (!reg->storage_paid.contains(who)) {         // note: check
    const long cost = co_await ft_fee("storage"); // note: suspension
    reg->storage_paid[who] = cost;                // expect: await-check-then-act
  }
}

mock::task<> register_once(std::shared_ptr<Registry> reg, AccountId who) {
  if (!reg->storage_paid.contains(who)) {
    const long cost = co_await ft_fee("storage");
    reg->storage_paid.try_emplace(who, cost); // ok: keeps what is there
  }
}
