// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_definite_order {
#include "test-inputs/await-stale-write/definite_order.cpp"

namespace packing {
// What the input only declares.
mock::task<int> next_weight() { return truth::answer<int>("next_weight"); }
mock::task<int> shift_width() { return truth::answer<int>("shift_width"); }
// What is shared, and seen at the end.
auto fields(Load &it) { return std::tie(it.before, it.added); }
auto fields(Crate &it) { return std::tie(it.weight, it.mask); }
auto fields(Pallet &it) { return std::tie(it.crates, it.layers); }
} // namespace packing

TRUTH("await-stale-write/definite_order.cpp") {
  using namespace packing;
  globals(packing::dock_weight, packing::dock_mask);
  run("Crate::put", [] { return part<packing::Crate>().put(); });
  run("Crate::put_reordered",
      [] { return part<packing::Crate>().put_reordered(); });
  run("Crate::pack_bits", [] { return part<packing::Crate>().pack_bits(); });
  run("Crate::pack_bits_in_place",
      [] { return part<packing::Crate>().pack_bits_in_place(); });
  run("Crate::seal", [] { return part<packing::Crate>().seal(); });
  run("Crate::label", [] { return part<packing::Crate>().label(); });
  run("weigh_dock", [] { return packing::weigh_dock(); });
  run("weigh_dock_swapped", [] { return packing::weigh_dock_swapped(); });
  run("narrow_dock", [] { return packing::narrow_dock(); });
  run("stack", [] { return packing::stack(any); });
  run("wrap", [] { return packing::wrap(any); });
  run("tag", [] { return packing::tag(part<packing::Pallet>()); });
}

} // namespace truth_of::stale_write_definite_order
