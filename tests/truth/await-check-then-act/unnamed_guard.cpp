// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_unnamed_guard {
#include "test-inputs/await-check-then-act/unnamed_guard.cpp"

// What the input only declares.
mock::task<> settle(long) { return truth::answer("settle"); }
// What is shared, and seen at the end.
auto fields(Entry &it) { return std::tie(it.flag); }
auto built(truth::of<Entry>) { return new Entry(part<bool>()); }
auto fields(Till &it) { return std::tie(it.inside, it.cash); }
auto fields(CarefulTill &it) { return std::tie(it.inside, it.cash); }
auto fields(Ledger &it) { return std::tie(it.posting, it.open_items); }
auto fields(CarefulLedger &it) { return std::tie(it.posting, it.open_items); }

TRUTH("await-check-then-act/unnamed_guard.cpp") {
  run("Till::refund", [] { return part<Till>().refund(any); });
  run("CarefulTill::refund", [] { return part<CarefulTill>().refund(any); });
  run("post_item", [] { return post_item(any); });
  run("post_item_inside", [] { return post_item_inside(any); });
}

} // namespace truth_of::check_then_act_unnamed_guard
