// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_canister_late_debit {
#include "test-inputs/situations/canister_late_debit.cpp"

namespace ic {
// What the input only declares.
void on_update(const char *, Method) {}
void serve() {}
} // namespace ic

namespace ledger {
// What the input only declares.
mock::task<bool> transfer(ic::Principal, long) {
  return truth::answer<bool>("transfer");
}
} // namespace ledger

// What is shared, and seen at the end.
auto fields(Treasury &it) { return std::tie(it.reserve_); }
auto fields(Bank &it) { return std::tie(it.accounts_); }
auto fields(Bank::Account &it) { return std::tie(it.available, it.pledged); }
auto fields(Faucet &it) { return std::tie(it.left_); }

TRUTH("situations/canister_late_debit.cpp") {
  run("Treasury::withdraw", [] { return part<Treasury>().withdraw(any, any); });
  run("Treasury::withdraw_in_time",
      [] { return part<Treasury>().withdraw_in_time(any, any); });
  run("Bank::withdraw", [] { return part<Bank>().withdraw(any, any); });
  run("Bank::pledge", [] { return part<Bank>().pledge(any, any); });
  run("Faucet::drip", [] { return part<Faucet>().drip(any); });
}

} // namespace truth_of::situations_canister_late_debit
