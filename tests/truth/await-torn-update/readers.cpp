// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::torn_update_readers {
#include "test-inputs/await-torn-update/readers.cpp"

namespace funds {
// What the input only declares.
mock::task<long> fee() { return truth::answer<long>("fee"); }
mock::task<> publish(long) { return truth::answer("publish"); }
// What is shared, and seen at the end.
auto fields(Fund &it) { return std::tie(it.assets_, it.shares_); }
auto fields(Tank &it) { return std::tie(it.litres, it.heat); }
} // namespace funds

TRUTH("await-torn-update/readers.cpp") {
  using namespace funds;
  globals(funds::wins, funds::games);
  run("Fund::price", [] { return part<funds::Fund>().price(); });
  skip("Fund::announce",
       "marked as racy; no beginning that shows it is known yet");
  run("Fund::price_of_one_moment",
      [] { return part<funds::Fund>().price_of_one_moment(); });
  run("Fund::price_before", [] { return part<funds::Fund>().price_before(); });
  run("Fund::report", [] { return part<funds::Fund>().report(); });
  run("temperature", [] { return funds::temperature(any); });
  run("temperature_of_copy", [] { return funds::temperature_of_copy(any); });
  run("win_rate", [] { return funds::win_rate(); });
  run("win_rate_now", [] { return funds::win_rate_now(); });
}

} // namespace truth_of::torn_update_readers
