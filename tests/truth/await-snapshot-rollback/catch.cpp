// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_catch {
#include "test-inputs/await-snapshot-rollback/catch.cpp"

namespace booking {
// What the input only declares.
mock::task<> confirm(int) { return truth::fallible<>("confirm"); }
void validate(int) {}
// What is shared, and seen at the end.
auto fields(Flight &it) { return std::tie(it.seats_); }
auto fields(Cabin &it) { return std::tie(it.free); }
} // namespace booking

TRUTH("await-snapshot-rollback/catch.cpp") {
  using namespace booking;
  globals(booking::waiting_list);
  run("Flight::book", [] { return part<booking::Flight>().book(any); });
  run("Flight::book_rethrowing",
      [] { return part<booking::Flight>().book_rethrowing(any); });
  run("Flight::book_compensated",
      [] { return part<booking::Flight>().book_compensated(any); });
  run("Flight::book_validated",
      [] { return part<booking::Flight>().book_validated(any); });
  run("join_list", [] { return booking::join_list(any); });
  run("join_list_compensated",
      [] { return booking::join_list_compensated(any); });
  run("hold", [] { return booking::hold(any, any); });
}

} // namespace truth_of::snapshot_rollback_catch
