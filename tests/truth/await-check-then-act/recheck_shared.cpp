// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_recheck_shared {
#include "test-inputs/await-check-then-act/recheck_shared.cpp"

// What the input only declares.
mock::task<bool> approve(long) { return truth::answer<bool>("approve"); }
// What is shared, and seen at the end.
auto fields(Raffle &it) { return std::tie(it.drawn, it.tickets); }

TRUTH("await-check-then-act/recheck_shared.cpp") {
  globals(high_water);
  run("draw", [] { return draw(any); });
  run("draw_once", [] { return draw_once(any); });
  run("hand_in", [] { return hand_in(part<Raffle>(), any); });
  run("record_level", [] { return record_level(any); });
  run("record_level_late", [] { return record_level_late(any); });
}

} // namespace truth_of::check_then_act_recheck_shared
