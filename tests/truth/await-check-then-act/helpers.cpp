// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_helpers {
#include "test-inputs/await-check-then-act/helpers.cpp"

// What the input only declares.
mock::task<> send_parcel(int) { return truth::answer("send_parcel"); }
// What is shared, and seen at the end.
auto fields(Courier &it) { return std::tie(it.carried, it.limit); }
auto fields(Tank &it) { return std::tie(it.litres); }

TRUTH("await-check-then-act/helpers.cpp") {
  globals(slots_taken);
  run("Courier::dispatch", [] { return part<Courier>().dispatch(any); });
  run("Courier::dispatch_loaded",
      [] { return part<Courier>().dispatch_loaded(any); });
  run("Courier::dispatch_trying",
      [] { return part<Courier>().dispatch_trying(any); });
  run("refuel", [] { return refuel(part<Tank>(), any); });
  run("refuel_checked", [] { return refuel_checked(part<Tank>(), any); });
  run("refuel_shared", [] { return refuel_shared(any, any); });
  run("park", [] { return park(); });
  run("park_first", [] { return park_first(); });
}

} // namespace truth_of::check_then_act_helpers
