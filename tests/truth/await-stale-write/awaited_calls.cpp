// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_awaited_calls {
#include "test-inputs/await-stale-write/awaited_calls.cpp"

namespace ratings {
// What the input only declares.
mock::task<int> next_score() { return truth::answer<int>("next_score"); }
mock::task<int> bonus_for(int Score) {
  co_return Score + co_await truth::answer<int>("bonus_for");
}
mock::task<int> blend(int Score, int Weight) {
  co_return Score + Weight + co_await truth::answer<int>("blend");
}
// What is shared, and seen at the end.
auto fields(Board &it) { return std::tie(it.points, it.best); }
auto fields(Player &it) { return std::tie(it.rating); }
} // namespace ratings

TRUTH("await-stale-write/awaited_calls.cpp") {
  using namespace ratings;
  run("Board::settle", [] { return part<Board>().settle(); });
  run("Board::settle_weighted", [] { return part<Board>().settle_weighted(); });
  run("Board::settle_from_best",
      [] { return part<ratings::Board>().settle_from_best(); });
  run("re_rate", [] { return re_rate(any); });
  run("re_rate_from_scratch",
      [] { return ratings::re_rate_from_scratch(any, any); });
  run("weigh_in", [] { return weigh_in(part<std::map<int, Player>>(), any); });
}

} // namespace truth_of::stale_write_awaited_calls
