// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_stock {
#include "test-inputs/await-check-then-act/stock.cpp"

// What the input only declares.
mock::task<> print_ticket(int) { return truth::answer("print_ticket"); }
template <class Quantity> auto Shelf<Quantity>::pack(Quantity) -> mock::task<> {
  return truth::answer("pack");
}
// What is shared, and seen at the end.
template <class Quantity> auto fields(Shelf<Quantity> &it) {
  return std::tie(it.in_stock);
}
auto fields(Kiosk &it) { return std::tie(it.stubs); }

TRUTH("await-check-then-act/stock.cpp") {
  run("Shelf::ship", [] { return part<Shelf<int>>().ship(any); });
  run("Shelf::dispose", [] { return part<Shelf<int>>().dispose(any); });
  run("Shelf::ship_reserved",
      [] { return part<Shelf<int>>().ship_reserved(any); });
  run("Kiosk::serve", [] { return part<Kiosk>().serve(); });
}

} // namespace truth_of::check_then_act_stock
