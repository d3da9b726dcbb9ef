// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::torn_update_one_or_the_other {
#include "test-inputs/await-torn-update/one_or_the_other.cpp"

namespace relay {
// What the input only declares.
mock::task<int> next_frame() { return truth::answer<int>("next_frame"); }
mock::task<> log_frame(int) { return truth::answer("log_frame"); }
// What is shared, and seen at the end.
auto fields(Receiver &it) { return std::tie(it.last_, it.sealed_); }
} // namespace relay

TRUTH("await-torn-update/one_or_the_other.cpp") {
  using namespace relay;
  skip("Receiver::receive", "more schedules than can be run");
  run("Receiver::receive_and_log",
      [] { return part<relay::Receiver>().receive_and_log(); });
}

} // namespace truth_of::torn_update_one_or_the_other
