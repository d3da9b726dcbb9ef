// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_loops {
#include "test-inputs/await-check-then-act/loops.cpp"

// What the input only declares.
mock::task<> open_socket(int) { return truth::answer("open_socket"); }
mock::task<bool> knock(std::string) { return truth::answer<bool>("knock"); }
// What is shared, and seen at the end.
auto fields(Pool &it) { return std::tie(it.open, it.capacity); }
auto fields(Thermostat &it) {
  return std::tie(it.room.degrees, it.room.target);
}
auto fields(Countdown &it) { return std::tie(it.left); }

TRUTH("await-check-then-act/loops.cpp") {
  globals(tries);
  run("Pool::fill", [] { return part<Pool>().fill(); });
  run("Pool::fill_counted", [] { return part<Pool>().fill_counted(); });
  run("Pool::fill_checked", [] { return part<Pool>().fill_checked(); });
  run("heat", [] { return heat(part<Thermostat>()); });
  run("heat_stepwise", [] { return heat_stepwise(part<Thermostat>()); });
  run("visit", [] { return visit(any); });
  run("visit_counted", [] { return visit_counted(any); });
  run("count_down", [] { return count_down(any); });
  run("count_down_late", [] { return count_down_late(any); });
}

} // namespace truth_of::check_then_act_loops
