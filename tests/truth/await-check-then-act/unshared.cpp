// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_unshared {
#include "test-inputs/await-check-then-act/unshared.cpp"

// What the input only declares.
mock::task<int> read_some(int) { return truth::answer<int>("read_some"); }
mock::task<bool> fetch(std::string) { return truth::answer<bool>("fetch"); }

TRUTH("await-check-then-act/unshared.cpp") {
  run("Reader::read_all", [] { return part<Reader>().read_all(any); });
  run("Reader::retry", [] { return part<Reader>().retry(any, any); });
  run("Reader::trim", [] { return part<Reader>().trim(any); });
  run("Steps::climb", [] { return Steps<int>::climb(any); });
  skip("crawl", "marked as racy; no beginning that shows it is known yet");
  run("crawl_politely", [] { return crawl_politely(any); });
  skip("race_the_helper",
       "marked as racy; no beginning that shows it is known yet");
}

} // namespace truth_of::check_then_act_unshared
