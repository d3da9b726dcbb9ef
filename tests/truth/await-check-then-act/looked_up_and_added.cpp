// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_looked_up_and_added {
#include "test-inputs/await-check-then-act/looked_up_and_added.cpp"

// What the input only declares.
mock::task<> announce() { return truth::answer("announce"); }
// What is shared, and seen at the end.
auto fields(Busy &it) { return std::tie(it.jobs); }
auto fields(Roster &it) {
  return std::tie(it.people, it.seats, it.rows, it.phase);
}

TRUTH("await-check-then-act/looked_up_and_added.cpp") {
  run("Roster::sign_up", [] { return part<Roster>().sign_up(any); });
  run("Roster::sign_up_once", [] { return part<Roster>().sign_up_once(any); });
  run("Roster::sign_up_at_once",
      [] { return part<Roster>().sign_up_at_once(any); });
  run("Roster::take", [] { return part<Roster>().take(any); });
  run("Roster::take_now", [] { return part<Roster>().take_now(any); });
  run("Roster::begin", [] { return part<Roster>().begin(); });
  run("Roster::take_row", [] { return part<Roster>().take_row(any); });
}

} // namespace truth_of::check_then_act_looked_up_and_added
