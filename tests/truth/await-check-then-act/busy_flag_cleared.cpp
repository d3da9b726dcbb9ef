// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_busy_flag_cleared {
#include "test-inputs/await-check-then-act/busy_flag_cleared.cpp"

// What the input only declares.
auto Line::hang_up() -> mock::task<> { return truth::fallible<>("hang_up"); }
mock::task<std::shared_ptr<Line>> dial() {
  return truth::fallible<std::shared_ptr<Line>>("dial");
}
mock::task<> log(int) { return truth::fallible<>("log"); }
// What is shared, and seen at the end.
auto fields(Phone &it) {
  return std::tie(it.line_, it.dialling_, it.calling_, it.calls_, it.answered_,
                  it.missed_, it.changed_);
}

TRUTH("await-check-then-act/busy_flag_cleared.cpp") {
  run("Phone::line", [] { return part<Phone>().line(); });
  run("Phone::call", [] { return part<Phone>().call(any); });
  run("Phone::call_once", [] { return part<Phone>().call_once(any); });
  run("Phone::call_perhaps", [] { return part<Phone>().call_perhaps(any); });
}

} // namespace truth_of::check_then_act_busy_flag_cleared
