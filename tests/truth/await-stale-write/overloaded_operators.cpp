// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_overloaded_operators {
#include "test-inputs/await-stale-write/overloaded_operators.cpp"

namespace wallets {
// What the input only declares.
mock::task<Money> next_payment() {
  return truth::answer<Money>("next_payment");
}
mock::task<int> earned_points() { return truth::answer<int>("earned_points"); }
mock::task<Points> multiplier() { return truth::answer<Points>("multiplier"); }
mock::task<Distance> next_leg() { return truth::answer<Distance>("next_leg"); }
mock::task<std::string> next_entry() {
  return truth::answer<std::string>("next_entry");
}
// What is shared, and seen at the end.
auto fields(Money &it) { return std::tie(it.cents); }
auto fields(Points &it) { return std::tie(it.n); }
auto fields(Distance &it) { return std::tie(it.metres); }
auto fields(Wallet &it) {
  return std::tie(it.money, it.points, it.travelled, it.history);
}
auto fields(Member &it) { return std::tie(it.points, it.credit); }
} // namespace wallets

TRUTH("await-stale-write/overloaded_operators.cpp") {
  using namespace wallets;
  globals(wallets::house_account, wallets::loyalty_pool);
  run("Wallet::receive", [] { return part<wallets::Wallet>().receive(); });
  run("Wallet::earn", [] { return part<wallets::Wallet>().earn(); });
  run("Wallet::boost", [] { return part<wallets::Wallet>().boost(); });
  run("Wallet::earn_late", [] { return part<wallets::Wallet>().earn_late(); });
  run("Wallet::travel", [] { return part<wallets::Wallet>().travel(); });
  run("Wallet::record", [] { return part<wallets::Wallet>().record(); });
  run("house_receives", [] { return wallets::house_receives(); });
  run("pool_earns", [] { return wallets::pool_earns(); });
  run("reward", [] { return wallets::reward(any); });
  run("compensate",
      [] { return wallets::compensate(part<wallets::Member>()); });
}

} // namespace truth_of::stale_write_overloaded_operators
