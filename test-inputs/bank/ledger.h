//===- ledger.h - The accounts of the bank ----------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Accounts by name, and what is done to them in one step, without suspending.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "protocol.h"

#include <map>
#include <string>

namespace bank {

struct Account {
  Amount balance = 0;
};

/// No account is ever closed.
using Accounts = std::map<std::string, Account>;

inline std::string unknown_account(const std::string &name) { return failed("no account " + name); }

inline std::string open_account(Accounts &accounts, const std::string &name, Amount amount) {
  const bool is_new = accounts.try_emplace(name, Account{amount}).second;
  return is_new ? ok(amount) : refused("account exists");
}

inline std::string deposit(Accounts &accounts, const std::string &name, Amount amount) {
  const auto found = accounts.find(name);
  if (found == accounts.end())
    return unknown_account(name);
  found->second.balance += amount;
  return ok(found->second.balance);
}

inline std::string balance_of(const Accounts &accounts, const std::string &name) {
  const auto found = accounts.find(name);
  return found == accounts.end() ? unknown_account(name) : ok(found->second.balance);
}

} // namespace bank
