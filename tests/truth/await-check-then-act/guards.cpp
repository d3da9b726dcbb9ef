// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_guards {
#include "test-inputs/await-check-then-act/guards.cpp"

// What the input only declares.
mock::task<> deliver(int) { return truth::answer("deliver"); }
// What is shared, and seen at the end.
auto fields(Depot &it) { return std::tie(it.dispatching, it.crates); }
auto fields(OrderlyDepot &it) { return std::tie(it.dispatching, it.crates); }
auto fields(Warehouse &it) { return std::tie(it.aisle, it.boxes); }

TRUTH("await-check-then-act/guards.cpp") {
  using namespace harbour;
  globals(harbour::loading, harbour::berths);
  run("Depot::dispatch", [] { return part<Depot>().dispatch(any); });
  run("OrderlyDepot::dispatch",
      [] { return part<OrderlyDepot>().dispatch(any); });
  run("unload", [] { return harbour::unload(any); });
  run("Warehouse::pick", [] { return part<Warehouse>().pick(any); });
}

} // namespace truth_of::check_then_act_guards
