// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_canister_guarded {
#include "test-inputs/situations/canister_guarded.cpp"

// What the input only declares.
mock::task<bool> transfer(Principal, long) {
  return truth::answer<bool>("transfer");
}
// What is shared, and seen at the end.
auto fields(CallerGuard &it) {
  return std::tie(it.active_, it.who_, it.entered_);
}
auto built(truth::of<CallerGuard>) {
  return new CallerGuard(part<std::set<Principal>>(), any);
}
auto fields(GuardedByObject &it) {
  return std::tie(it.in_flight_, it.balances_);
}
auto fields(GuardedBySet &it) { return std::tie(it.in_flight_, it.balances_); }
auto fields(GuardedByFlag &it) { return std::tie(it.busy_, it.pot_); }
auto fields(LockedPot &it) { return std::tie(it.mutex, it.coins); }

TRUTH("situations/canister_guarded.cpp") {
  run("GuardedByObject::withdraw",
      [] { return part<GuardedByObject>().withdraw(any, any); });
  run("GuardedBySet::withdraw",
      [] { return part<GuardedBySet>().withdraw(any, any); });
  run("GuardedByFlag::withdraw",
      [] { return part<GuardedByFlag>().withdraw(any, any); });
  run("withdraw", [] { return withdraw(any, any, any); });
  run("deposit", [] { return deposit(any, any); });
}

} // namespace truth_of::situations_canister_guarded
