// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::demo_shapes {
#include "test-inputs/demo/shapes.cpp"

// What the input only declares.
mock::task<long> fetch() { return truth::fallible<long>("fetch"); }
mock::future<long> request() { return mock::future<long>(truth::some<long>()); }
// What is shared, and seen at the end.
auto fields(Meter &it) {
  return std::tie(it.mutex, it.power, it.energy, it.voltage);
}

TRUTH("demo/shapes.cpp") {
  run("Meter::locked", [] { return part<Meter>().locked(); });
  run("Meter::restored", [] { return part<Meter>().restored(); });
  skip("Meter::continued", "the mock runs a continuation at once");
}

} // namespace truth_of::demo_shapes
