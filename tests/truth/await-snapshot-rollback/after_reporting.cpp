// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_after_reporting {
#include "test-inputs/await-snapshot-rollback/after_reporting.cpp"

namespace rentals {
// What the input only declares.
mock::task<> book(int) { return truth::fallible<>("book"); }
mock::task<> report() { return truth::fallible<>("report"); }
// What is shared, and seen at the end.
auto fields(Dock &it) { return std::tie(it.bikes); }
} // namespace rentals

TRUTH("await-snapshot-rollback/after_reporting.cpp") {
  using namespace rentals;
  globals(rentals::free_bikes);
  run("rent", [] { return rentals::rent(any); });
  run("rent_adding_back", [] { return rentals::rent_adding_back(any); });
  run("take", [] { return rentals::take(any); });
  run("take_adding_back",
      [] { return rentals::take_adding_back(part<rentals::Dock>()); });
}

} // namespace truth_of::snapshot_rollback_after_reporting
