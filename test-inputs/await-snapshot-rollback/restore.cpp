// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A copy is kept, the original changed, and on failure the copy wipes what others did meanwhile.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace bank {

mock::task<bool> transfer(long amount);
mock::task<> post(long amount); // tells nothing of failures
bool valid(long balance);

class Account {
public:
  // scenario: 74
  mock::task<bool> withdraw(long amount) {
    const long old = balance; // note: check
    balance -= amount;
    const bool ok = co_await transfer(amount); // note: suspension
    if (!ok)
      balance = old; // expect: await-snapshot-rollback
    co_return ok;
  }

  // scenario: 74
  mock::task<bool> withdraw_covered(long amount) {
    if (balance < amount)
      co_return false;
    const auto before = balance; // note: check
    balance = before - amount;
    if (co_await transfer(amount)) // note: suspension
      co_return true;
    balance = before; // expect: await-snapshot-rollback
    co_return false;
  }

  // scenario: 77
  mock::task<bool> withdraw_compensated(long amount) {
    if (balance < amount)
      co_return false;
    balance -= amount;
    const bool ok = co_await transfer(amount);
    if (!ok)
      balance += amount; // ok: adds back to what is there now
    co_return ok;
  }

  // scenario: 78
  mock::task<bool> withdraw_validated(long amount) {
    const long old = balance;
    balance -= amount;
    if (!valid(balance)) {
      balance = old; // ok: nothing suspends between the copy and the restore
      co_return false;
    }
    co_return co_await transfer(amount);
  }

private:
  long balance = 0;
};

long reserve_fund = 0;

// scenario: 74
mock::task<> lend(long amount) {
  long saved = reserve_fund; // note: check
  reserve_fund -= amount;
  if (!co_await transfer(amount)) // note: suspension
    reserve_fund = saved;         // expect: await-snapshot-rollback
}

// scenario: 77
mock::task<> lend_compensated(long amount) {
  reserve_fund -= amount;
  if (!co_await transfer(amount))
    reserve_fund += amount; // ok: adds back to what is there now
}

struct Purse {
  std::map<std::string, long> coins;
};

// scenario: 74
mock::task<> pay(std::shared_ptr<Purse> purse, std::string currency, long amount) {
  const long had = purse->coins[currency]; // note: check
  purse->coins[currency] = had - amount;
  if (!co_await transfer(amount)) // note: suspension
    purse->coins[currency] = had; // expect: await-snapshot-rollback
}

// scenario: 77
mock::task<> pay_compensated(std::shared_ptr<Purse> purse, std::string currency, long amount) {
  purse->coins[currency] -= amount;
  if (!co_await transfer(amount))
    purse->coins[currency] += amount; // ok: adds back to what is there now
}

// scenario: 78
mock::task<> pay_from(long &coins, long amount) {
  const long had = coins;
  coins -= amount;
  if (!valid(coins))
    coins = had; // ok: nothing suspends between the copy and the restore
  co_await post(amount);
}

} // namespace bank
