// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_shared_locals {
#include "test-inputs/await-stale-write/shared_locals.cpp"

// What the input only declares.
mock::task<int> count_words(std::string) {
  return truth::answer<int>("count_words");
}

TRUTH("await-stale-write/shared_locals.cpp") {
  run("Indexer::index", [] { return part<Indexer>().index(any, any); });
  run("Indexer::index_both",
      [] { return part<Indexer>().index_both(any, any); });
  run("Indexer::index_both_adding",
      [] { return part<Indexer>().index_both_adding(any, any); });
  skip("index_many", "marked as racy; no beginning that shows it is known yet");
  run("index_in_turn", [] { return index_in_turn(any); });
  run("index_in_background", [] { return index_in_background(any); });
}

} // namespace truth_of::stale_write_shared_locals
