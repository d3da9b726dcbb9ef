// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_matchmaking {
#include "test-inputs/clean/matchmaking.cpp"

// What the input only declares.
auto Player::ready_check() -> mock::task<bool> {
  return truth::fallible<bool>("ready_check");
}
auto Player::send(std::string) -> mock::task<> {
  return truth::fallible<>("send");
}
mock::task<std::string> start_server(std::uint64_t) {
  return truth::fallible<std::string>("start_server");
}
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
auto fields(Player &it) { return std::tie(it.name_, it.rating_); }
auto built(truth::of<Player>) { return new Player(any, any); }
auto fields(Match &it) { return std::tie(it.id, it.players); }
auto fields(Lobby &it) {
  return std::tie(it.team_, it.waiting_, it.closed_, it.matches_, it.rated_);
}
auto built(truth::of<Lobby>) { return new Lobby(truth::some<std::size_t>()); }
auto fields(Lobby::Ticket &it) { return std::tie(it.player, it.since); }

TRUTH("clean/matchmaking.cpp") {
  skip("Lobby::run", "each of its steps is right by itself, and the whole is "
                     "not meant to be one step");
}

} // namespace truth_of::clean_matchmaking
