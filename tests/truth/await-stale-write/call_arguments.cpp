// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_call_arguments {
#include "test-inputs/await-stale-write/call_arguments.cpp"

namespace scores {
// What the input only declares.
mock::task<int> next_score() { return truth::answer<int>("next_score"); }
int add(int, int) { return truth::some<int>(); }
int add_ref(const int &, const int &) { return truth::some<int>(); }
template <class T> auto Leaderboard<T>::fetch() -> mock::task<T> {
  return truth::answer<T>("fetch");
}
// What is shared, and seen at the end.
auto fields(Board &it) { return std::tie(it.points, it.best, it.previous); }
template <class T> auto fields(Leaderboard<T> &it) { return std::tie(it.sum); }
} // namespace scores

TRUTH("await-stale-write/call_arguments.cpp") {
  using namespace scores;
  globals(scores::team_points, scores::team_record);
  skip("Board::collect",
       "marked as racy; no beginning that shows it is known yet");
  run("Board::collect_swapped",
      [] { return part<scores::Board>().collect_swapped(); });
  run("Board::collect_by_reference",
      [] { return part<scores::Board>().collect_by_reference(); });
  run("Board::highest", [] { return part<scores::Board>().highest(); });
  run("Board::highest_of_list",
      [] { return part<scores::Board>().highest_of_list(); });
  run("Board::replace_best",
      [] { return part<scores::Board>().replace_best(); });
  skip("team_collect",
       "marked as racy; no beginning that shows it is known yet");
  run("team_highest", [] { return scores::team_highest(); });
  run("Leaderboard::fold",
      [] { return part<scores::Leaderboard<long>>().fold(); });
  run("Leaderboard::fold_by_reference",
      [] { return part<scores::Leaderboard<long>>().fold_by_reference(); });
}

} // namespace truth_of::stale_write_call_arguments
