// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_marks {
#include "test-inputs/await-check-then-act/marks.cpp"

// What the input only declares.
mock::task<bool> read_line(std::string &) {
  return truth::fallible<bool>("read_line");
}
mock::task<bool> verify(std::string) { return truth::fallible<bool>("verify"); }
mock::task<> flush() { return truth::fallible<>("flush"); }
// What is shared, and seen at the end.
auto fields(Session &it) {
  return std::tie(it.closed_, it.locked_, it.broken_, it.started_, it.paid_,
                  it.retrying_, it.failures_);
}

TRUTH("await-check-then-act/marks.cpp") {
  run("Session::next",
      [] { return part<Session>().next(part<std::string>()); });
  run("Session::login", [] { return part<Session>().login(any); });
  run("Session::save", [] { return part<Session>().save(); });
  run("Session::start", [] { return part<Session>().start(); });
  run("Session::pay", [] { return part<Session>().pay(any); });
  run("Session::retry", [] { return part<Session>().retry(any); });
  run("watch", [] { return watch(part<bool>(), part<std::string>()); });
}

} // namespace truth_of::check_then_act_marks
