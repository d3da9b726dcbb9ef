// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_retry {
#include "test-inputs/await-snapshot-rollback/retry.cpp"

namespace orders {
// What the input only declares.
mock::task<bool> reserve(int) { return truth::fallible<bool>("reserve"); }
mock::task<> report(int) { return truth::fallible<>("report"); }
// What is shared, and seen at the end.
auto fields(Stock &it) { return std::tie(it.units_); }
auto fields(Rack &it) { return std::tie(it.slots); }
} // namespace orders

TRUTH("await-snapshot-rollback/retry.cpp") {
  using namespace orders;
  globals(orders::last_units);
  run("Stock::order", [] { return part<orders::Stock>().order(any); });
  run("Stock::order_compensated",
      [] { return part<orders::Stock>().order_compensated(any); });
  run("Stock::order_per_attempt",
      [] { return part<orders::Stock>().order_per_attempt(any); });
  run("order_last", [] { return orders::order_last(any, any); });
  run("mount", [] { return orders::mount(any, any); });
  run("mount_trying_sizes",
      [] { return orders::mount_trying_sizes(any, any); });
  run("order_last_compensated",
      [] { return orders::order_last_compensated(any, any); });
}

} // namespace truth_of::snapshot_rollback_retry
