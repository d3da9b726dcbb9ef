// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_cross_contract_balances {
#include "test-inputs/situations/cross_contract_balances.cpp"

// What the input only declares.
mock::task<bool> ft_transfer(AccountId, long) {
  return truth::answer<bool>("ft_transfer");
}
mock::task<long> ft_fee(AccountId) { return truth::answer<long>("ft_fee"); }
// What is shared, and seen at the end.
auto fields(TokenContract &it) { return std::tie(it.balances_); }
auto fields(PairContract &it) { return std::tie(it.limits_, it.of_user_); }
auto fields(Registry &it) { return std::tie(it.storage_paid); }

TRUTH("situations/cross_contract_balances.cpp") {
  run("TokenContract::deposit",
      [] { return part<TokenContract>().deposit(any, any); });
  run("TokenContract::deposit_found",
      [] { return part<TokenContract>().deposit_found(any, any); });
  run("TokenContract::deposit_default",
      [] { return part<TokenContract>().deposit_default(any, any); });
  run("TokenContract::deposit_fresh",
      [] { return part<TokenContract>().deposit_fresh(any, any); });
  run("TokenContract::deposit_added",
      [] { return part<TokenContract>().deposit_added(any, any); });
  run("PairContract::set_limit",
      [] { return part<PairContract>().set_limit(); });
  run("PairContract::raise_limit",
      [] { return part<PairContract>().raise_limit(); });
  run("PairContract::copy_limit",
      [] { return part<PairContract>().copy_limit(any); });
  run("register_account", [] { return register_account(any, any); });
  run("register_once", [] { return register_once(any, any); });
}

} // namespace truth_of::situations_cross_contract_balances
