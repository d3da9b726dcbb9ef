// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_cross_contract_together {
#include "test-inputs/situations/cross_contract_together.cpp"

// What the input only declares.
mock::task<long> price_of(Token) { return truth::answer<long>("price_of"); }
// What is shared, and seen at the end.
auto fields(Portfolio &it) { return std::tie(it.value_); }
auto fields(Survey &it) { return std::tie(it.sum_, it.low_, it.high_); }

TRUTH("situations/cross_contract_together.cpp") {
  run("Portfolio::revalue", [] { return part<Portfolio>().revalue(); });
  run("Portfolio::revalue_later",
      [] { return part<Portfolio>().revalue_later(); });
  run("Portfolio::revalue_all",
      [] { return part<Portfolio>().revalue_all(any); });
  run("Portfolio::revalue_in_turn",
      [] { return part<Portfolio>().revalue_in_turn(); });
  run("Portfolio::add", [] { return part<Portfolio>().add(any); });
  run("Survey::refresh", [] { return part<Survey>().refresh(); });
  run("total_of_two", [] { return total_of_two(); });
  run("total_of_three", [] { return total_of_three(); });
  run("total_in_turn", [] { return total_in_turn(any); });
}

} // namespace truth_of::situations_cross_contract_together
