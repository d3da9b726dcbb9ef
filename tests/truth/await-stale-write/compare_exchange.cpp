// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_compare_exchange {
#include "test-inputs/await-stale-write/compare_exchange.cpp"

namespace permits {
// What the input only declares.
mock::task<> backoff() { return truth::answer("backoff"); }
// What is shared, and seen at the end.
auto fields(Permits &it) { return std::tie(it.free_); }
auto fields(Slot &it) { return std::tie(it.users); }
} // namespace permits

TRUTH("await-stale-write/compare_exchange.cpp") {
  using namespace permits;
  globals(permits::high_water, permits::low_water);
  run("Permits::take", [] { return part<permits::Permits>().take(); });
  run("raise_mark", [] { return permits::raise_mark(any); });
  run("lower_mark", [] { return permits::lower_mark(any); });
  run("enter", [] { return permits::enter(any); });
}

} // namespace truth_of::stale_write_compare_exchange
