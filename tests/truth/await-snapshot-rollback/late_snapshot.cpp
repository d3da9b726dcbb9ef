// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_late_snapshot {
#include "test-inputs/await-snapshot-rollback/late_snapshot.cpp"

namespace fees {
// What the input only declares.
mock::task<long> quote() { return truth::answer<long>("quote"); }
mock::task<> notify() { return truth::answer("notify"); }
// What is shared, and seen at the end.
auto fields(Account &it) { return std::tie(it.balance_); }
auto fields(Invoice &it) { return std::tie(it.lines); }
} // namespace fees

TRUTH("await-snapshot-rollback/late_snapshot.cpp") {
  using namespace fees;
  globals(fees::pot);
  run("Account::charge", [] { return part<fees::Account>().charge(any); });
  run("Account::charge_copied_early",
      [] { return part<fees::Account>().charge_copied_early(any); });
  run("Account::charge_and_notify",
      [] { return part<fees::Account>().charge_and_notify(any, any); });
  run("pay_in", [] { return fees::pay_in(any); });
  run("pay_in_copied_between", [] { return fees::pay_in_copied_between(any); });
  run("add_line", [] { return fees::add_line(any, any, any); });
  run("add_line_copied_early",
      [] { return fees::add_line_copied_early(any, any, any); });
}

} // namespace truth_of::snapshot_rollback_late_snapshot
