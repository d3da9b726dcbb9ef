// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_canister_snapshot {
#include "test-inputs/situations/canister_snapshot.cpp"

namespace ledger {
// What the input only declares.
mock::task<bool> transfer(std::string, long) {
  return truth::fallible<bool>("transfer", ledger::Rejected("failed"));
}
mock::task<> transfer_or_throw(std::string, long) {
  return truth::fallible<>("transfer_or_throw", ledger::Rejected("failed"));
}
} // namespace ledger

// What is shared, and seen at the end.
auto fields(Wallet &it) { return std::tie(it.balance_); }
auto fields(Account &it) { return std::tie(it.tokens, it.fees); }

TRUTH("situations/canister_snapshot.cpp") {
  using namespace ledger;
  globals(book);
  run("Wallet::withdraw", [] { return part<Wallet>().withdraw(any, any); });
  run("Wallet::pay", [] { return part<Wallet>().pay(any, any); });
  run("redeem", [] { return redeem(any, any); });
  run("redeem_late", [] { return redeem_late(any, any); });
  run("redeem_well", [] { return redeem_well(any, any); });
  run("charge", [] { return charge(any, any); });
  run("charge_well", [] { return charge_well(any, any); });
}

} // namespace truth_of::situations_canister_snapshot
