// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_restore {
#include "test-inputs/await-snapshot-rollback/restore.cpp"

namespace bank {
// What the input only declares.
mock::task<bool> transfer(long) { return truth::answer<bool>("transfer"); }
mock::task<> post(long) { return truth::answer("post"); }
bool valid(long) { return truth::some<bool>(); }
// What is shared, and seen at the end.
auto fields(Account &it) { return std::tie(it.balance); }
auto fields(Purse &it) { return std::tie(it.coins); }
} // namespace bank

TRUTH("await-snapshot-rollback/restore.cpp") {
  using namespace bank;
  globals(bank::reserve_fund);
  run("Account::withdraw", [] { return part<bank::Account>().withdraw(any); });
  run("Account::withdraw_covered",
      [] { return part<bank::Account>().withdraw_covered(any); });
  run("Account::withdraw_compensated",
      [] { return part<bank::Account>().withdraw_compensated(any); });
  run("Account::withdraw_validated",
      [] { return part<bank::Account>().withdraw_validated(any); });
  run("lend", [] { return bank::lend(any); });
  run("lend_compensated", [] { return bank::lend_compensated(any); });
  run("pay", [] { return bank::pay(any, any, any); });
  run("pay_compensated", [] { return bank::pay_compensated(any, any, any); });
  run("pay_from", [] { return bank::pay_from(part<long>(), any); });
}

} // namespace truth_of::snapshot_rollback_restore
