// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_cross_contract_torn {
#include "test-inputs/situations/cross_contract_torn.cpp"

// What the input only declares.
mock::task<> ft_on_transfer(AccountId, long) {
  return truth::answer("ft_on_transfer");
}
mock::task<long> oracle_rate() { return truth::answer<long>("oracle_rate"); }
// What is shared, and seen at the end.
auto fields(Token &it) { return std::tie(it.balances_, it.total_); }
auto fields(Pool &it) { return std::tie(it.shares, it.assets); }

TRUTH("situations/cross_contract_torn.cpp") {
  run("Token::mint_and_tell",
      [] { return part<Token>().mint_and_tell(any, any); });
  run("Token::tell_and_mint",
      [] { return part<Token>().tell_and_mint(any, any); });
  run("Token::mint_and_tell_well",
      [] { return part<Token>().mint_and_tell_well(any, any); });
  run("join_at_rate", [] { return join_at_rate(any, any); });
  run("join_at_known_rate", [] { return join_at_known_rate(any, any); });
  run("rebase", [] { return rebase(any); });
}

} // namespace truth_of::situations_cross_contract_torn
