// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_renewed_buffer {
#include "test-inputs/await-stale-write/renewed_buffer.cpp"

namespace intake {
// What the input only declares.
mock::task<Chunk> fetch() { return truth::answer<Chunk>("fetch"); }
// What is shared, and seen at the end.
auto fields(Chunk &it) { return std::tie(it.size_); }
auto fields(Source &it) { return std::tie(it.chunk_, it.ended_, it.served_); }
} // namespace intake

TRUTH("await-stale-write/renewed_buffer.cpp") {
  using namespace intake;
  run("Source::take", [] { return part<intake::Source>().take(any); });
  skip("Source::take_beside_others",
       "marked as racy; no beginning that shows it is known yet");
  run("Source::recount", [] { return part<intake::Source>().recount(); });
}

} // namespace truth_of::stale_write_renewed_buffer
