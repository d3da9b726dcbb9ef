// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_canister_remaining {
#include "test-inputs/situations/canister_remaining.cpp"

// What the input only declares.
mock::task<std::optional<Receipt>> transfer(Principal, long) {
  return truth::answer<std::optional<Receipt>>("transfer");
}
mock::task<long> current_fee() { return truth::answer<long>("current_fee"); }
// What is shared, and seen at the end.
auto fields(Receipt &it) { return std::tie(it.block, it.fee); }
auto fields(Purse &it) { return std::tie(it.balance_); }
auto built(truth::of<Purse>) { return new Purse(truth::some<long>()); }
auto fields(Position &it) { return std::tie(it.staked, it.rewards); }
auto fields(Staking &it) { return std::tie(it.positions_); }
auto fields(Shared &it) { return std::tie(it.supply); }

TRUTH("situations/canister_remaining.cpp") {
  globals(minted);
  run("Purse::withdraw", [] { return part<Purse>().withdraw(any, any); });
  run("Purse::withdraw_with_fee",
      [] { return part<Purse>().withdraw_with_fee(any, any); });
  run("Purse::deposit", [] { return part<Purse>().deposit(any); });
  run("Staking::claim", [] { return part<Staking>().claim(any); });
  run("Staking::stake", [] { return part<Staking>().stake(any, any); });
  run("Staking::unstake", [] { return part<Staking>().unstake(any, any); });
  run("Staking::move_rewards",
      [] { return part<Staking>().move_rewards(any, any); });
  run("burn", [] { return burn(any, any); });
  run("mint", [] { return mint(any, any); });
  run("mint_first", [] { return mint_first(any, any); });
}

} // namespace truth_of::situations_canister_remaining
