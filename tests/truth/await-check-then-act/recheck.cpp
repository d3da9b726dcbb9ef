// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_recheck {
#include "test-inputs/await-check-then-act/recheck.cpp"

// What the input only declares.
mock::task<bool> approve(long) { return truth::answer<bool>("approve"); }
mock::task<> top_up(long) { return truth::answer("top_up"); }
// What is shared, and seen at the end.
auto fields(Purse &it) { return std::tie(it.coins, it.closed); }

TRUTH("await-check-then-act/recheck.cpp") {
  run("Purse::spend", [] { return part<Purse>().spend(any); });
  run("Purse::spend_trusting",
      [] { return part<Purse>().spend_trusting(any); });
  run("Purse::spend_or_leave",
      [] { return part<Purse>().spend_or_leave(any); });
  run("Purse::spend_with_veto",
      [] { return part<Purse>().spend_with_veto(any); });
  run("Purse::spend_patiently",
      [] { return part<Purse>().spend_patiently(any); });
  run("Purse::spend_by_predicate",
      [] { return part<Purse>().spend_by_predicate(any); });
}

} // namespace truth_of::check_then_act_recheck
