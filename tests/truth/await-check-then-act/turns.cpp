// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_turns {
#include "test-inputs/await-check-then-act/turns.cpp"

// What the input only declares.
mock::task<bool> carry(int) { return truth::answer<bool>("carry"); }
// What is shared, and seen at the end.
auto fields(Quarry &it) { return std::tie(it.last_, it.stones_); }
auto fields(Crane &it) {
  return std::tie(it.next_, it.now_, it.moved_, it.stones_, it.bricks_,
                  it.tiles_);
}
auto fields(Ferry &it) {
  return std::tie(it.next_, it.now_, it.moved_, it.stones_, it.bricks_,
                  it.tiles_);
}
auto fields(Ferry::Turn &it) { return std::tie(it.of_); }
auto built(truth::of<Ferry::Turn>) { return new Ferry::Turn(part<Ferry>()); }
auto fields(Gang &it) { return std::tie(it.shift_, it.stones_); }

TRUTH("await-check-then-act/turns.cpp") {
  run("Quarry::haul", [] { return part<Quarry>().haul(any); });
  run("Crane::lift", [] { return part<Crane>().lift(any); });
  skip("Crane::too_early",
       "marked as racy; no beginning that shows it is known yet");
  run("Crane::let_go_early", [] { return part<Crane>().let_go_early(any); });
  run("Ferry::cross", [] { return part<Ferry>().cross(any); });
  run("Ferry::cross_and_rest",
      [] { return part<Ferry>().cross_and_rest(any); });
  run("Ferry::swim", [] { return part<Ferry>().swim(any); });
  run("Gang::relieve", [] { return part<Gang>().relieve(any, any); });
}

} // namespace truth_of::check_then_act_turns
