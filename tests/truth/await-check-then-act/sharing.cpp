// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_sharing {
#include "test-inputs/await-check-then-act/sharing.cpp"

// What the input only declares.
mock::task<> notify_players() { return truth::answer("notify_players"); }
// What is shared, and seen at the end.
auto fields(Lobby &it) { return std::tie(it.open); }
auto fields(Matchmaker &it) { return std::tie(it.waiting); }

TRUTH("await-check-then-act/sharing.cpp") {
  globals(rooms, main_lobby, tables);
  run("join", [] { return join(part<Lobby>()); });
  run("join_through", [] { return join_through(any); });
  run("join_shared", [] { return join_shared(any); });
  run("join_copy", [] { return join_copy(any); });
  run("Matchmaker::pair", [] { return part<Matchmaker>().pair(); });
  run("Matchmaker::pair_in_lambda",
      [] { return part<Matchmaker>().pair_in_lambda(); });
  run("open_room", [] { return open_room(); });
  run("join_main", [] { return join_main(); });
  skip("greet_once", "marked as racy; no beginning that shows it is known yet");
  run("lay_table", [] { return lay_table(); });
}

} // namespace truth_of::check_then_act_sharing
