// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_values_through_calls {
#include "test-inputs/await-stale-write/values_through_calls.cpp"

// What the input only declares.
mock::task<bool> send(long) { return truth::answer<bool>("send"); }
mock::task<> nap() { return truth::answer("nap"); }
// What is shared, and seen at the end.
auto fields(Acc &it) {
  return std::tie(it.bal_, it.held_, it.can_, it.limit_, it.range_);
}
auto fields(Stock &it) { return std::tie(it.items_, it.counts_); }
auto fields(Stock::Item &it) { return std::tie(it.count); }

TRUTH("await-stale-write/values_through_calls.cpp") {
  run("Acc::smaller", [] { return part<Acc>().smaller(any); });
  run("Acc::clamped", [] { return part<Acc>().clamped(any); });
  run("Acc::larger", [] { return part<Acc>().larger(any); });
  run("Acc::optional_target", [] { return part<Acc>().optional_target(any); });
  run("Acc::optional_deref", [] { return part<Acc>().optional_deref(any); });
  run("Acc::pair_target", [] { return part<Acc>().pair_target(); });
  run("Acc::tied", [] { return part<Acc>().tied(); });
  run("Acc::verdict_in_member",
      [] { return part<Acc>().verdict_in_member(any); });
  run("Stock::buy", [] { return part<Stock>().buy(any, any); });
  run("Stock::buy_int", [] { return part<Stock>().buy_int(any, any); });
}

} // namespace truth_of::stale_write_values_through_calls
