// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_in_flight {
#include "test-inputs/await-check-then-act/in_flight.cpp"

namespace indexing {
// What the input only declares.
mock::task<long> count_words(std::string) {
  return truth::fallible<long>("count_words");
}
// What is shared, and seen at the end.
auto fields(Index &it) { return std::tie(it.busy_, it.words_); }
auto fields(LateIndex &it) { return std::tie(it.busy_, it.words_); }
auto fields(WrongKey &it) { return std::tie(it.busy_, it.words_); }
auto fields(Shelf &it) { return std::tie(it.moving, it.place); }
} // namespace indexing

TRUTH("await-check-then-act/in_flight.cpp") {
  using namespace indexing;
  globals(indexing::open_documents, indexing::lengths, indexing::late_documents,
          indexing::late_lengths);
  run("Index::update", [] { return part<indexing::Index>().update(any); });
  run("Index::update_in_one_step",
      [] { return part<indexing::Index>().update_in_one_step(any); });
  run("Index::update_caught",
      [] { return part<indexing::Index>().update_caught(any); });
  run("LateIndex::update",
      [] { return part<indexing::LateIndex>().update(any); });
  run("WrongKey::add", [] { return part<WrongKey>().add(any, any); });
  run("WrongKey::add_part",
      [] { return part<indexing::WrongKey>().add_part(any, any); });
  run("measure", [] { return indexing::measure(any); });
  run("measure_late", [] { return indexing::measure_late(any); });
  run("move_up", [] { return indexing::move_up(any, any); });
}

} // namespace truth_of::check_then_act_in_flight
