// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_withdraw {
#include "test-inputs/await-check-then-act/withdraw.cpp"

// What the input only declares.
mock::task<bool> transfer(std::string, long) {
  return truth::answer<bool>("transfer");
}
mock::task<> post(std::string, long) { return truth::answer("post"); }
// What is shared, and seen at the end.
auto fields(Account &it) { return std::tie(it.iban, it.balance); }
auto fields(Bank &it) { return std::tie(it.deposits); }

TRUTH("await-check-then-act/withdraw.cpp") {
  globals(petty_cash);
  run("Account::withdraw", [] { return part<Account>().withdraw(any); });
  run("Account::withdraw_up_front",
      [] { return part<Account>().withdraw_up_front(any); });
  run("Account::pay_fee", [] { return part<Account>().pay_fee(any); });
  run("Account::pay_invoice", [] { return part<Account>().pay_invoice(any); });
  run("Account::pay_invoice_reserved",
      [] { return part<Account>().pay_invoice_reserved(any); });
  run("buy_stamps", [] { return buy_stamps(any); });
  run("buy_coffee", [] { return buy_coffee(any); });
  run("Bank::send", [] { return part<Bank>().send(any, any); });
  run("Bank::send_prepaid", [] { return part<Bank>().send_prepaid(any, any); });
  run("Bank::charge", [] { return part<Bank>().charge(any, any); });
}

} // namespace truth_of::check_then_act_withdraw
