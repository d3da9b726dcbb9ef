// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_surface_forms {
#include "test-inputs/await-stale-write/surface_forms.cpp"

namespace stock {
// What the input only declares.
mock::task<> reserve(int) { return truth::answer("reserve"); }
// What is shared, and seen at the end.
auto fields(Shelf &it) { return std::tie(it.front); }
auto fields(Shelf::Bin &it) { return std::tie(it.units); }
auto fields(Warehouse &it) { return std::tie(it.shelf, it.by_sku); }
} // namespace stock

TRUTH("await-stale-write/surface_forms.cpp") {
  using namespace stock;
  globals(stock::total_units, stock::units_here);
  run("Warehouse::add_to_nested",
      [] { return part<stock::Warehouse>().add_to_nested(any); });
  run("Warehouse::add_by_key",
      [] { return part<stock::Warehouse>().add_by_key(any, any); });
  run("Warehouse::add_by_key_first",
      [] { return part<stock::Warehouse>().add_by_key_first(any, any); });
  run("add_globally", [] { return stock::add_globally(any); });
  run("add_thread_locally", [] { return stock::add_thread_locally(any); });
  skip("next_delivery",
       "marked as racy; no beginning that shows it is known yet");
  run("add_to_pointee", [] { return stock::add_to_pointee(any, any); });
  run("add_by_pointer", [] { return stock::add_by_pointer(any, any); });
  run("add_by_reference",
      [] { return stock::add_by_reference(part<int>(), any); });
  run("add_to_own_copy", [] { return stock::add_to_own_copy(any, any); });
}

} // namespace truth_of::stale_write_surface_forms
