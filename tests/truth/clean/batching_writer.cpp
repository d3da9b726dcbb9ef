// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_batching_writer {
#include "test-inputs/clean/batching_writer.cpp"

// What the input only declares.
auto Sink::write(const std::vector<std::string> &) -> mock::task<bool> {
  return truth::fallible<bool>("write");
}
mock::task<> sleep_a_second() {
  return truth::ticks("sleep_a_second", std::chrono::seconds(1));
}
// What is shared, and seen at the end.
auto fields(BatchingWriter &it) {
  return std::tie(it.sink_, it.batch_, it.pending_, it.written_, it.flushing_,
                  it.stopped_);
}
auto built(truth::of<BatchingWriter>) {
  return new BatchingWriter(part<Sink>(), any);
}
auto fields(BatchingWriter::Flag &it) { return std::tie(it.flag_); }
auto built(truth::of<BatchingWriter::Flag>) {
  return new BatchingWriter::Flag(part<bool>());
}

TRUTH("clean/batching_writer.cpp") {
  run("BatchingWriter::append",
      [] { return part<BatchingWriter>().append(any); });
  run("BatchingWriter::flush", [] { return part<BatchingWriter>().flush(); });
  run("BatchingWriter::run", [] { return part<BatchingWriter>().run(); });
}

} // namespace truth_of::clean_batching_writer
