// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_own_answers {
#include "test-inputs/await-check-then-act/own_answers.cpp"

// What the input only declares.
std::string complaints_about(const std::string &) {
  return truth::some<std::string>();
}
mock::task<bool> send(const std::string &) {
  return truth::answer<bool>("send");
}

TRUTH("await-check-then-act/own_answers.cpp") {
  run("Shop::place",
      [] { return part<Shop>().place(any, part<std::string>()); });
  run("Shop::place_again",
      [] { return part<Shop>().place_again(any, part<std::string>()); });
  run("Shop::place_when_asked",
      [] { return part<Shop>().place_when_asked(any, part<std::string>()); });
  run("Shop::place_counted",
      [] { return part<Shop>().place_counted(part<int>()); });
}

} // namespace truth_of::check_then_act_own_answers
