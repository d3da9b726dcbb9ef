// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_expression_order {
#include "test-inputs/await-stale-write/expression_order.cpp"

namespace till {
// What the input only declares.
mock::task<int> next_sale() { return truth::answer<int>("next_sale"); }
// What is shared, and seen at the end.
auto fields(Register &it) { return std::tie(it.total, it.last, it.drawers); }
auto fields(Till &it) { return std::tie(it.cash, it.by_cashier); }
} // namespace till

TRUTH("await-stale-write/expression_order.cpp") {
  using namespace till;
  globals(till::takings_today);
  skip("Register::ring_up",
       "marked as racy; no beginning that shows it is known yet");
  skip("Register::double_points",
       "marked as racy; no beginning that shows it is known yet");
  skip("Register::refund",
       "marked as racy; no beginning that shows it is known yet");
  skip("Register::first_drawer",
       "marked as racy; no beginning that shows it is known yet");
  run("Register::first_drawer_fixed",
      [] { return part<till::Register>().first_drawer_fixed(); });
  run("Register::ring_up_swapped",
      [] { return part<till::Register>().ring_up_swapped(); });
  run("Register::preview", [] { return part<till::Register>().preview(); });
  run("close_shift", [] { return till::close_shift(); });
  run("close_shift_swapped", [] { return till::close_shift_swapped(); });
  run("deposit", [] { return till::deposit(any); });
  run("deposit_swapped", [] { return till::deposit_swapped(any); });
  run("credit_cashier",
      [] { return till::credit_cashier(part<till::Till>(), any); });
  run("projected", [] { return till::projected(part<till::Till>()); });
}

} // namespace truth_of::stale_write_expression_order
