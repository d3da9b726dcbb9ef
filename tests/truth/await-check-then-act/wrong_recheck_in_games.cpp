// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_wrong_recheck_in_games {
#include "test-inputs/await-check-then-act/wrong_recheck_in_games.cpp"

// What the input only declares.
mock::task<int> roll_dice() { return truth::answer<int>("roll_dice"); }
mock::task<> animate(int) { return truth::answer("animate"); }
// What is shared, and seen at the end.
auto fields(Player &it) { return std::tie(it.lives, it.arrows); }
auto fields(Match &it) { return std::tie(it.host, it.guest); }

TRUTH("await-check-then-act/wrong_recheck_in_games.cpp") {
  globals(treasure);
  run("hit_host", [] { return hit_host(any); });
  run("hit_guest", [] { return hit_guest(any); });
  run("shoot", [] { return shoot(part<Player>()); });
  run("shoot_checked", [] { return shoot_checked(part<Player>()); });
  run("volley_checked", [] { return volley_checked(part<Player>(), any); });
  run("loot", [] { return loot(any); });
  run("loot_lucky", [] { return loot_lucky(any); });
  run("volley", [] { return volley(part<Player>(), any); });
}

} // namespace truth_of::check_then_act_wrong_recheck_in_games
