// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_macro {
#include "test-inputs/await-stale-write/suspensions_macro.cpp"

// What the input only declares.
mock::task<std::optional<int>> ask(std::string) {
  return truth::answer<std::optional<int>>("ask");
}
mock::task<> tick() { return truth::answer("tick"); }
// What is shared, and seen at the end.
auto fields(Exam &it) { return std::tie(it.points_); }

TRUTH("await-stale-write/suspensions_macro.cpp") {
  globals(seats);
  run("Exam::grade", [] { return part<Exam>().grade(); });
  run("Exam::regrade", [] { return part<Exam>().regrade(); });
  run("Exam::curve", [] { return part<Exam>().curve(); });
  run("Exam::nested", [] { return part<Exam>().nested(); });
  run("Exam::without", [] { return part<Exam>().without(); });
  run("Exam::in_lambda", [] { return part<Exam>().in_lambda(); });
  run("enrol", [] { return enrol(any); });
}

} // namespace truth_of::stale_write_suspensions_macro
