// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 1, the balance put back from a copy: that undoes what others did meanwhile.
#include "coro.h"

#include <exception>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace ledger {
struct Rejected : std::runtime_error {
  using runtime_error::runtime_error;
};
mock::task<bool> transfer(std::string to, long amount);
mock::task<> transfer_or_throw(std::string to, long amount);
} // namespace ledger

// scenario: 74, 77
class Wallet {
public:
  mock::task<bool> withdraw(std::string to, long amount) {
    if (balance_ < amount)
      co_return false;
    const long original_balance = balance_; // note: check
    balance_ -= amount;
    if (!co_await ledger::transfer(to, amount)) { // note: suspension
      balance_ = original_balance;                // expect: await-snapshot-rollback
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> pay(std::string to, long amount) {
    if (balance_ < amount)
      co_return false;
    balance_ -= amount;
    if (!co_await ledger::transfer(to, amount)) {
      balance_ += amount; // ok: added back, not put back
      co_return false;
    }
    co_return true;
  }

  void credit(long amount) { balance_ += amount; }

private:
  long balance_ = 0;
};

// scenario: 75, 76
struct Account {
  long tokens = 0;
  long fees = 0;
};

mock::task<> redeem(std::shared_ptr<Account> account, long amount) {
  if (account->tokens < amount)
    co_return;
  const auto saved = account->tokens; // note: check
  account->tokens -= amount;
  try {
    co_await ledger::transfer_or_throw("redeemer", amount); // note: suspension
  } catch (const ledger::Rejected &) {
    account->tokens = saved; // expect: await-snapshot-rollback
  }
}

mock::task<> redeem_late(std::shared_ptr<Account> account, long amount) {
  if (account->tokens < amount)
    co_return;
  const auto saved = account->tokens; // note: check
  account->tokens -= amount;
  std::exception_ptr problem;
  try {
    co_await ledger::transfer_or_throw("redeemer", amount); // note: suspension
  } catch (...) {
    problem = std::current_exception();
  }
  if (problem) {
    account->tokens = saved; // expect: await-snapshot-rollback
    std::rethrow_exception(problem);
  }
}

mock::task<> redeem_well(std::shared_ptr<Account> account, long amount) {
  if (account->tokens < amount)
    co_return;
  account->tokens -= amount;
  try {
    co_await ledger::transfer_or_throw("redeemer", amount);
  } catch (const ledger::Rejected &) {
    account->tokens += amount; // ok: added back
  }
}

// scenario: 79
static std::map<std::string, Account> book;

mock::task<bool> charge(std::string who, long fee) {
  const Account backup = book[who]; // note: check
  book[who].fees += fee;
  if (co_await ledger::transfer("collector", fee)) // note: suspension
    co_return true;
  book[who] = backup; // expect: await-snapshot-rollback
  co_return false;
}

mock::task<bool> charge_well(std::string who, long fee) {
  book[who].fees += fee;
  if (co_await ledger::transfer("collector", fee))
    co_return true;
  book[who].fees -= fee; // ok: only what was added is taken away
  co_return false;
}
