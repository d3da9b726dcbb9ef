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
  run("Sequencer::numbers", [] { return part<Sequencer>().numbers(any); });
  skip("Sequencer::numbers_first", "each of its steps is right by itself, and "
                                   "the whole is not meant to be one step");
  run("publish", [] { return publish(any); });
  run("publish_fresh", [] { return feeds::publish_fresh(any); });
  run("poll", [] { return poll(any, any); });
  run("poll_fresh", [] { return feeds::poll_fresh(any, any); });
}

} // namespace truth_of::stale_write_generators
