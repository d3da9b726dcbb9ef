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
  run("Register::ring_up", [] { return part<Register>().ring_up(); });
  run("Register::double_points",
      [] { return part<Register>().double_points(); });
  run("Register::refund", [] { return part<Register>().refund(); });
  run("Register::first_drawer", [] { return part<Register>().first_drawer(); });
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
