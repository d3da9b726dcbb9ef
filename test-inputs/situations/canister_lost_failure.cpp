// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 1, the failure forgotten after a debit, or the check forgotten before it.
#include "coro.h"

#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>

namespace ledger {
mock::task<bool> transfer(std::string to, long amount);
mock::task<> transfer_or_throw(std::string to, long amount);
} // namespace ledger

class Payroll {
public:
  mock::task<> result_dropped(std::string to, long amount) {
    if (funds_ < amount)
      co_return;
    funds_ -= amount; // expect: await-missing-compensation
    co_await ledger::transfer(to, amount);
  }

  mock::task<bool> leaves_on_failure(std::string to, long amount) {
    if (funds_ < amount)
      co_return false;
    funds_ -= amount; // expect: await-missing-compensation
    if (!co_await ledger::transfer(to, amount))
      co_return false;
    std::printf("paid %s\n", to.c_str());
    co_return true;
  }

  mock::task<> exception_swallowed(std::string to, long amount) {
    if (funds_ < amount)
      co_return;
    funds_ -= amount; // expect: await-missing-compensation
    try {
      co_await ledger::transfer_or_throw(to, amount);
    } catch (const std::exception &e) {
      std::printf("not paid: %s\n", e.what());
    }
  }

  mock::task<bool> handled(std::string to, long amount) {
    if (funds_ < amount)
      co_return false;
    funds_ -= amount;
    if (co_await ledger::transfer(to, amount))
      co_return true;
    funds_ += amount; // ok: added back
    co_return false;
  }

  mock::task<bool> exception_handled(std::string to, long amount) {
    if (funds_ < amount)
      co_return false;
    funds_ -= amount;
    bool failed = false;
    try {
      co_await ledger::transfer_or_throw(to, amount);
    } catch (...) {
      failed = true;
    }
    if (failed)
      funds_ += amount; // ok: added back
    co_return !failed;
  }

  void fund(long amount) { funds_ += amount; }

private:
  long funds_ = 0;
};

class OpenPurse {
public:
  mock::task<bool> unchecked(std::string owner, long amount) {
    coins_[owner] -= amount; // ok: await-unguarded-debit is off by default
    if (co_await ledger::transfer(owner, amount))
      co_return true;
    coins_[owner] += amount; // ok: added back
    co_return false;
  }

  mock::task<bool> check_of_another(std::string owner, long amount) {
    if (amount <= 0 || closed_)
      co_return false;
    coins_[owner] -= amount; // ok: as above
    const bool sent = co_await ledger::transfer(owner, amount);
    if (!sent)
      coins_[owner] += amount; // ok: added back
    co_return sent;
  }

private:
  std::map<std::string, long> coins_;
  bool closed_ = false;
};
