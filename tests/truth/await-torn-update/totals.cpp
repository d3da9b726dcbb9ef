// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::torn_update_totals {
#include "test-inputs/await-torn-update/totals.cpp"

namespace granary {
// What the input only declares.
mock::task<> ship(std::string, long) { return truth::fallible<>("ship"); }
mock::task<long> moisture(std::string) {
  return truth::fallible<long>("moisture");
}
// What is shared, and seen at the end.
auto fields(Silo &it) { return std::tie(it.bins_, it.total_); }
auto fields(Mill &it) { return std::tie(it.in.wheat, it.in.bran); }
auto fields(Stall &it) { return std::tie(it.apples, it.pears, it.fruit); }
auto fields(Desk &it) { return std::tie(it.prices, it.open, it.touched); }
auto fields(Cask &it) { return std::tie(it.litres, it.sold); }
} // namespace granary

TRUTH("await-torn-update/totals.cpp") {
  using namespace granary;
  globals(granary::flour, granary::flour_sacks);
  run("Silo::take", [] { return part<granary::Silo>().take(any, any); });
  run("Silo::dry", [] { return part<granary::Silo>().dry(any); });
  run("Silo::take_first",
      [] { return part<granary::Silo>().take_first(any, any); });
  run("Silo::take_or_give_back",
      [] { return part<granary::Silo>().take_or_give_back(any, any); });
  run("sell_flour", [] { return granary::sell_flour(any); });
  run("sell_flour_at_once", [] { return granary::sell_flour_at_once(any); });
  run("return_wheat", [] { return granary::return_wheat(any, any); });
  run("return_wheat_late",
      [] { return granary::return_wheat_late(part<granary::Mill>(), any); });
  run("sell_apples",
      [] { return granary::sell_apples(part<granary::Stall>(), any); });
  run("price_later", [] { return granary::price_later(any, any, any); });
  run("open_later", [] { return granary::open_later(any, any); });
  run("draw", [] { return granary::draw(any, any); });
}

} // namespace truth_of::torn_update_totals
