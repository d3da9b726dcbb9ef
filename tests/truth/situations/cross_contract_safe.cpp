// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_cross_contract_safe {
#include "test-inputs/situations/cross_contract_safe.cpp"

// What the input only declares.
mock::task<long> call(std::string, std::string) {
  return truth::answer<long>("call");
}
// What is shared, and seen at the end.
auto fields(Directory &it) { return std::tie(it.owners_, it.changed_at_); }
auto fields(Exchange &it) { return std::tie(it.turns_, it.volume_); }
auto fields(Clearing &it) {
  return std::tie(it.orders_, it.arrived_, it.balances_);
}
auto fields(Clearing::Order &it) { return std::tie(it.to, it.amount); }
auto fields(RateTable &it) { return std::tie(it.version_, it.rate_); }
auto fields(Head &it) { return std::tie(it.height); }

TRUTH("situations/cross_contract_safe.cpp") {
  globals(supply);
  run("Directory::set_owner",
      [] { return part<Directory>().set_owner(any, any); });
  run("Exchange::trade", [] { return part<Exchange>().trade(any); });
  run("Clearing::consume", [] { return part<Clearing>().consume(); });
  // A retry asks again, which no serial execution does.
  run("RateTable::adjust", steady([] { return part<RateTable>().adjust(); }));
  run("inflate", [] { return inflate(); });
  skip("inflate_once", "who is overtaken gives up, on purpose");
  run("follow", [] { return follow(any, any); });
}

} // namespace truth_of::situations_cross_contract_safe
