// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_loops {
#include "test-inputs/await-stale-write/loops.cpp"

namespace payroll {
// What the input only declares.
mock::task<> post(long) { return truth::answer("post"); }
mock::async_generator<long> payments() {
  for (long payment : {50, 70}) {
    co_await truth::answer("payments");
    co_yield payment;
  }
}
// What is shared, and seen at the end.
auto fields(Fund &it) { return std::tie(it.balance_); }
auto fields(Progress &it) { return std::tie(it.done); }
} // namespace payroll

TRUTH("await-stale-write/loops.cpp") {
  using namespace payroll;
  globals(payroll::queue_depth);
  skip("Fund::spread",
       "marked as racy; no beginning that shows it is known yet");
  run("Fund::spread_fresh",
      [] { return part<payroll::Fund>().spread_fresh(any); });
  run("Fund::collect", [] { return part<payroll::Fund>().collect(); });
  run("Fund::collect_fresh",
      [] { return part<payroll::Fund>().collect_fresh(); });
  run("pump", [] { return payroll::pump(any); });
  run("pump_fresh", [] { return payroll::pump_fresh(any); });
  run("copy_blocks", [] { return payroll::copy_blocks(any, any); });
  run("tally", [] { return payroll::tally(part<payroll::Progress>()); });
  run("tally_fresh",
      [] { return payroll::tally_fresh(part<payroll::Progress>()); });
}

} // namespace truth_of::stale_write_loops
