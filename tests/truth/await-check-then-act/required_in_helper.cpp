// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_required_in_helper {
#include "test-inputs/await-check-then-act/required_in_helper.cpp"

// What the input only declares.
mock::task<> record() { return truth::answer("record"); }
// What is shared, and seen at the end.
// How often it was short is only a note.
auto fields(Purse &it) { return std::tie(it.held); }

TRUTH("await-check-then-act/required_in_helper.cpp") {
  run("Purse::pay", [] { return part<Purse>().pay(any); });
  run("Purse::pay_checked_again",
      [] { return part<Purse>().pay_checked_again(any); });
  run("Purse::pay_first", [] { return part<Purse>().pay_first(any); });
  run("Purse::pay_anyway", [] { return part<Purse>().pay_anyway(any); });
  skip("Purse::pay_or_stop",
       "marked as racy; no beginning that shows it is known yet");
}

} // namespace truth_of::check_then_act_required_in_helper
