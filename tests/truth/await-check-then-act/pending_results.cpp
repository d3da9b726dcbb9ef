// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_pending_results {
#include "test-inputs/await-check-then-act/pending_results.cpp"

namespace maps {
// What the input only declares.
mock::task<Tile> download(int) { return truth::answer<Tile>("download"); }
// What is shared, and seen at the end.
auto fields(Pending &it) { return std::tie(it.done, it.tile); }
auto fields(Tiles &it) { return std::tie(it.pending_, it.cache_); }
auto fields(Country &it) { return std::tie(it.stage, it.tile); }
} // namespace maps

TRUTH("await-check-then-act/pending_results.cpp") {
  using namespace maps;
  globals(maps::world_loading, maps::world);
  run("Tiles::get_late", [] { return part<maps::Tiles>().get_late(any); });
  run("get_world", [] { return maps::get_world(); });
  run("load", [] { return maps::load(any); });
  run("Tiles::get", [] { return part<Tiles>().get(any); });
}

} // namespace truth_of::check_then_act_pending_results
