// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_snapshots_in_children {
#include "test-inputs/await-stale-write/snapshots_in_children.cpp"

namespace quiz {
// What the input only declares.
mock::task<> jingle() { return truth::answer("jingle"); }
mock::task<int> judge(int) { return truth::answer<int>("judge"); }
// What is shared, and seen at the end.
auto fields(Score &it) { return std::tie(it.total_); }
auto fields(Team &it) { return std::tie(it.points); }
} // namespace quiz

TRUTH("await-stale-write/snapshots_in_children.cpp") {
  using namespace quiz;
  globals(quiz::high_score);
  run("Score::award", [] { return part<quiz::Score>().award(any); });
  run("Score::award_later",
      [] { return part<quiz::Score>().award_later(any); });
  run("Score::award_after_jingle",
      [] { return part<quiz::Score>().award_after_jingle(any); });
  run("Score::award_at_once",
      [] { return part<quiz::Score>().award_at_once(any); });
  run("Score::award_fresh",
      [] { return part<quiz::Score>().award_fresh(any); });
  run("record", [] { return quiz::record(any, any); });
  run("raise", [] { return quiz::raise(any); });
  run("finish", [] { return quiz::finish(any); });
  run("finish_raising", [] { return quiz::finish_raising(any); });
  run("set_points", [] { return quiz::set_points(any, any); });
  run("reward", [] { return quiz::reward(any); });
  run("reset", [] { return quiz::reset(any); });
}

} // namespace truth_of::stale_write_snapshots_in_children
