// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_lambdas_and_templates {
#include "test-inputs/await-stale-write/lambdas_and_templates.cpp"

namespace counting {
// What the input only declares.
mock::task<> reserve(int) { return truth::answer("reserve"); }
template <class Item> auto Pool<Item>::allocate(int) -> mock::task<Item *> {
  return truth::answer<Item *>("allocate");
}
// What is shared, and seen at the end.
auto fields(Shelf &it) { return std::tie(it.units); }
auto fields(Warehouse &it) { return std::tie(it.shelf); }
template <class Item> auto fields(Pool<Item> &it) { return std::tie(it.size); }
} // namespace counting

TRUTH("await-stale-write/lambdas_and_templates.cpp") {
  using namespace counting;
  run("Warehouse::add_through_lambda",
      [] { return part<counting::Warehouse>().add_through_lambda(any); });
  run("Warehouse::add_through_lambda_late",
      [] { return part<counting::Warehouse>().add_through_lambda_late(any); });
  run("count_twice", [] { return counting::count_twice(); });
  run("Pool::grow", [] { return part<counting::Pool<Shelf>>().grow(any); });
  run("bump", [] { return bump(part<long>()); });
  run("bump_first", [] { return bump_first(part<long>()); });
}

} // namespace truth_of::stale_write_lambdas_and_templates
