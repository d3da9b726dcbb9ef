// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_repairs {
#include "test-inputs/await-check-then-act/repairs.cpp"

// What the input only declares.
mock::task<std::string> ask_server(std::string) {
  return truth::fallible<std::string>("ask_server");
}
// What is shared, and seen at the end.
auto fields(LockedStock &it) { return std::tie(it.shelf, it.pieces); }
auto fields(LateLockedStock &it) { return std::tie(it.shelf, it.pieces); }
auto fields(Route &it) { return std::tie(it.target, it.generation); }
auto fields(Watermark &it) { return std::tie(it.high); }

TRUTH("await-check-then-act/repairs.cpp") {
  globals(open_seats);
  run("LockedStock::sell", [] { return part<LockedStock>().sell(any); });
  run("LockedStock::restock", [] { return part<LockedStock>().restock(any); });
  run("LateLockedStock::sell",
      [] { return part<LateLockedStock>().sell(any); });
  run("LateLockedStock::sell_checked",
      [] { return part<LateLockedStock>().sell_checked(any); });
  run("Route::resolve", [] { return part<Route>().resolve(); });
  run("raise", [] { return raise(any, any); });
  run("sit_down", [] { return sit_down(any); });
}

} // namespace truth_of::check_then_act_repairs
