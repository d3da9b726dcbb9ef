// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_read_buffers {
#include "test-inputs/await-stale-write/read_buffers.cpp"

namespace wire {
// What the input only declares.
mock::task<int> receive(std::vector<char> &) {
  return truth::answer<int>("receive");
}
mock::task<int> receive_span(std::span<char>) {
  return truth::answer<int>("receive_span");
}
mock::task<int> receive_raw(char *, std::size_t) {
  return truth::answer<int>("receive_raw");
}
mock::task<int> blend(int) { return truth::answer<int>("blend"); }
// What is shared, and seen at the end.
auto fields(Reader &it) { return std::tie(it.buffer_, it.level_); }
auto fields(Packet &it) { return std::tie(it.text); }
} // namespace wire

TRUTH("await-stale-write/read_buffers.cpp") {
  using namespace wire;
  run("Reader::by_reference",
      [] { return part<wire::Reader>().by_reference(); });
  run("Reader::by_span", [] { return part<wire::Reader>().by_span(); });
  run("Reader::by_pointer", [] { return part<wire::Reader>().by_pointer(); });
  skip("Reader::by_value",
       "marked as racy; no beginning that shows it is known yet");
  run("Reader::by_old_size", [] { return part<wire::Reader>().by_old_size(); });
  run("fill", [] { return wire::fill(any); });
  run("fill_own", [] { return wire::fill_own(); });
}

} // namespace truth_of::stale_write_read_buffers
