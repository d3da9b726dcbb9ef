// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_generators {
#include "test-inputs/await-stale-write/generators.cpp"

namespace feeds {
// What is shared, and seen at the end.
auto fields(Sequencer &it) { return std::tie(it.last_); }
auto fields(Offset &it) { return std::tie(it.value); }
} // namespace feeds

TRUTH("await-stale-write/generators.cpp") {
  using namespace feeds;
  globals(feeds::published);
  skip("Sequencer::numbers",
       "no beginning in which it has to wait is known yet");
  run("Sequencer::numbers_first",
      [] { return part<feeds::Sequencer>().numbers_first(any); });
  skip("publish", "no beginning in which it has to wait is known yet");
  run("publish_fresh", [] { return feeds::publish_fresh(any); });
  skip("poll", "no beginning in which it has to wait is known yet");
  run("poll_fresh", [] { return feeds::poll_fresh(any, any); });
}

} // namespace truth_of::stale_write_generators
