// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_queues {
#include "test-inputs/await-check-then-act/queues.cpp"

namespace courier {
// What the input only declares.
mock::task<bool> drive(int) { return truth::answer<bool>("drive"); }
// What is shared, and seen at the end.
auto fields(Van &it) { return std::tie(it.stops_); }
auto fields(Depot &it) { return std::tie(it.parcels, it.crates); }
} // namespace courier

TRUTH("await-check-then-act/queues.cpp") {
  using namespace courier;
  globals(courier::returns);
  run("Van::next_taken", [] { return part<courier::Van>().next_taken(); });
  run("Van::next_checked", [] { return part<courier::Van>().next_checked(); });
  run("Van::all", [] { return part<courier::Van>().all(); });
  run("take_back", [] { return take_back(); });
  run("take_back_first", [] { return courier::take_back_first(); });
  run("unstack", [] { return unstack(part<Depot>()); });
  run("unstack_own", [] { return courier::unstack_own(any); });
  run("Van::next", [] { return part<courier::Van>().next(); });
  run("Van::next_or_leave",
      [] { return part<courier::Van>().next_or_leave(); });
  run("Van::all_popping_late",
      [] { return part<courier::Van>().all_popping_late(); });
  run("send_last", [] { return courier::send_last(any); });
}

} // namespace truth_of::check_then_act_queues
