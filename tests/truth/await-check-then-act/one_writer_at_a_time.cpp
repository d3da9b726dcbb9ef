// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_one_writer_at_a_time {
#include "test-inputs/await-check-then-act/one_writer_at_a_time.cpp"

// What the input only declares.
mock::task<> transmit(const std::string &) { return truth::answer("transmit"); }
// What is shared, and seen at the end.
auto fields(Line &it) { return std::tie(it.waiting, it.sending); }
auto fields(CrowdedLine &it) { return std::tie(it.waiting); }

TRUTH("await-check-then-act/one_writer_at_a_time.cpp") {
  run("CrowdedLine::drain", [] { return part<CrowdedLine>().drain(); });
}

} // namespace truth_of::check_then_act_one_writer_at_a_time
