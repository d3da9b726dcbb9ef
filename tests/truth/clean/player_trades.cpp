// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_player_trades {
#include "test-inputs/clean/player_trades.cpp"

// What the input only declares.
mock::task<bool> ask_player(std::string, std::string) {
  return truth::fallible<bool>("ask_player");
}
mock::task<bool> craft_animation(std::string, std::string) {
  return truth::fallible<bool>("craft_animation");
}
// What is shared, and seen at the end.
auto fields(Bag &it) { return std::tie(it.items_); }
auto fields(Escrow &it) { return std::tie(it.from_, it.items_); }
auto built(truth::of<Escrow>) { return new Escrow(any, any); }
auto fields(Player &it) { return std::tie(it.name, it.bag, it.gold); }
auto fields(World &it) { return std::tie(it.players_, it.trades_); }

TRUTH("clean/player_trades.cpp") {
  run("World::trade", [] { return part<World>().trade(any, any, any, any); });
  run("World::craft", [] { return part<World>().craft(any, any, any); });
  run("World::buy", [] { return part<World>().buy(any, any, any); });
}

} // namespace truth_of::clean_player_trades
