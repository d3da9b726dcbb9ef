// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 1, the debit moved after the await: two calls pass the check before either debits.
#include "coro.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ic {
using Principal = std::string;
using Method = std::function<mock::task<bool>(Principal, long)>;
/// Calls \p method for every message that arrives.
void on_update(const char *name, Method method);
void serve();
} // namespace ic

namespace ledger {
mock::task<bool> transfer(ic::Principal to, long amount);
} // namespace ledger

// scenario: 38, 40, 41
class Treasury {
public:
  mock::task<bool> withdraw(ic::Principal to, long amount) {
    if (amount > reserve_) // note: check
      co_return false;
    const bool sent = co_await ledger::transfer(to, amount); // note: suspension
    if (sent)
      reserve_ -= amount; // expect: await-check-then-act
    co_return sent;
  }

  mock::task<bool> withdraw_in_time(ic::Principal to, long amount) {
    if (amount > reserve_)
      co_return false;
    reserve_ -= amount; // ok: the debit comes before the await
    const bool sent = co_await ledger::transfer(to, amount);
    if (!sent)
      reserve_ += amount; // ok: what was taken is given back
    co_return sent;
  }

private:
  long reserve_ = 0;
};

// scenario: 38, 42
class Bank {
public:
  mock::task<bool> withdraw(ic::Principal who, long amount) {
    if (accounts_[who].available < amount) // note: check
      co_return false;
    if (!co_await ledger::transfer(who, amount)) // note: suspension
      co_return false;
    accounts_[who].available -= amount; // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> pledge(ic::Principal who, long amount) {
    if (accounts_[who].available < amount)
      co_return false;
    if (!co_await ledger::transfer("escrow", 0))
      co_return false;
    if (accounts_[who].available < amount)
      co_return false;
    accounts_[who].available -= amount; // ok: looked at again after the await
    accounts_[who].pledged += amount;
    co_return true;
  }

  void deposit(const ic::Principal &who, long amount) { accounts_[who].available += amount; }

private:
  struct Account {
    long available = 0;
    long pledged = 0;
  };
  std::map<ic::Principal, Account> accounts_;
};

// scenario: 58
class Faucet {
public:
  mock::task<bool> drip(ic::Principal to) {
    if (!has(drop_size))
      co_return false;
    co_await ledger::transfer(to, drop_size); // note: suspension
    take(drop_size);                          // expect: await-check-then-act
    co_return true;
  }

private:
  static constexpr long drop_size = 10;
  bool has(long n) const { return left_ >= n; }
  void take(long n) { left_ -= n; }

  long left_ = 5000;
};

int main() {
  Treasury treasury;
  Bank bank;
  auto faucet = std::make_shared<Faucet>();
  ic::on_update("withdraw", [&](ic::Principal p, long n) { return treasury.withdraw(p, n); });
  ic::on_update("withdraw2", [&](auto p, long n) { return treasury.withdraw_in_time(p, n); });
  ic::on_update("bank_withdraw", [&](ic::Principal p, long n) { return bank.withdraw(p, n); });
  ic::on_update("bank_pledge", [&](ic::Principal p, long n) { return bank.pledge(p, n); });
  ic::on_update("drip", [faucet](ic::Principal p, long) { return faucet->drip(p); });
  ic::serve();
}
