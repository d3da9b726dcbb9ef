// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The bank, in every order: one withdrawal that checks too early, one that is right.
#include <await_tidy/explorer.h>

#include <iostream>

namespace explorer = await_tidy::explorer;

struct Account {
  long balance = 100;
};

explorer::Task<bool> withdraw_racy(Account &account, long amount) {
  if (account.balance < amount)
    co_return false;
  const bool sent = co_await explorer::call<bool>("transfer", {true, false});
  if (!sent)
    co_return false;
  account.balance -= amount;
  co_return true;
}

explorer::Task<bool> withdraw_repaired(Account &account, long amount) {
  if (account.balance < amount)
    co_return false;
  account.balance -= amount;
  const bool sent = co_await explorer::call<bool>("transfer", {true, false});
  if (!sent)
    account.balance += amount;
  co_return sent;
}

explorer::Result explore(explorer::Task<bool> (*withdraw)(Account &, long)) {
  return explorer::Program<Account>()
      .instance("first", [=](Account &account) { return withdraw(account, 100); })
      .instance("second", [=](Account &account) { return withdraw(account, 100); })
      .always("the balance is never negative",
              [](const Account &account) { return account.balance >= 0; })
      .show([](const Account &account) { return "balance " + std::to_string(account.balance); })
      .explore();
}

int main() {
  std::cout << "racy: " << explore(withdraw_racy);
  std::cout << "repaired: " << explore(withdraw_repaired);
}
