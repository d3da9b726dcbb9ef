// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_templates_and_lambdas {
#include "test-inputs/await-check-then-act/templates_and_lambdas.cpp"

// What the input only declares.
mock::task<> elect(long) { return truth::answer("elect"); }
// What is shared, and seen at the end.
template <class Resource> auto fields(Lease<Resource> &it) {
  return std::tie(it.holder, it.resource);
}
auto fields(Queue &it) { return std::tie(it.depth); }
auto fields(Committee &it) { return std::tie(it.seats); }

TRUTH("await-check-then-act/templates_and_lambdas.cpp") {
  run("Lease::take", [] { return part<Lease<int>>().take(any); });
  run("Lease::take_checked",
      [] { return part<Lease<int>>().take_checked(any); });
  run("Lease::fill", [] { return part<Lease<int>>().fill(); });
  run("Committee::vote", [] { return part<Committee>().vote(); });
  run("close_polls", [] { return close_polls(any); });
  run("flood", [] { return flood(part<Queue>()); });
  run("flood_counted", [] { return flood_counted(part<Queue>()); });
}

} // namespace truth_of::check_then_act_templates_and_lambdas
