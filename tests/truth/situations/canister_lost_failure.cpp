// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_canister_lost_failure {
#include "test-inputs/situations/canister_lost_failure.cpp"

namespace ledger {
// What the input only declares.
mock::task<bool> transfer(std::string, long) {
  return truth::fallible<bool>("transfer");
}
mock::task<> transfer_or_throw(std::string, long) {
  return truth::fallible<>("transfer_or_throw");
}
} // namespace ledger

// What is shared, and seen at the end.
auto fields(Payroll &it) { return std::tie(it.funds_); }
auto fields(OpenPurse &it) { return std::tie(it.coins_, it.closed_); }

TRUTH("situations/canister_lost_failure.cpp") {
  run("Payroll::result_dropped",
      [] { return part<Payroll>().result_dropped(any, any); });
  run("Payroll::leaves_on_failure",
      [] { return part<Payroll>().leaves_on_failure(any, any); });
  run("Payroll::exception_swallowed",
      [] { return part<Payroll>().exception_swallowed(any, any); });
  run("Payroll::handled", [] { return part<Payroll>().handled(any, any); });
  run("Payroll::exception_handled",
      [] { return part<Payroll>().exception_handled(any, any); });
  run("OpenPurse::unchecked",
      [] { return part<OpenPurse>().unchecked(any, any); });
  run("OpenPurse::check_of_another",
      [] { return part<OpenPurse>().check_of_another(any, any); });
}

} // namespace truth_of::situations_canister_lost_failure
