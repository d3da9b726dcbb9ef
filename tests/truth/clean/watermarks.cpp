// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_watermarks {
#include "test-inputs/clean/watermarks.cpp"

// What the input only declares.
mock::task<> process(Record) { return truth::answer("process"); }
mock::task<> store_offset(std::string, Offset) {
  return truth::answer("store_offset");
}
mock::task<Offset> ask_replica(int) {
  return truth::answer<Offset>("ask_replica");
}
mock::task<std::vector<Record>> poll(Offset) {
  return truth::answer<std::vector<Record>>("poll");
}
// What is shared, and seen at the end.
auto fields(Record &it) { return std::tie(it.offset, it.payload); }
auto fields(Consumer &it) {
  return std::tie(it.group_, it.highest_, it.done_, it.committed_, it.pending_,
                  it.stopped_);
}
auto built(truth::of<Consumer>) {
  return new Consumer(truth::some<std::string>());
}
auto fields(Replicas &it) { return std::tie(it.known_, it.newest_); }

TRUTH("clean/watermarks.cpp") {
  run("Consumer::handle", [] { return part<Consumer>().handle(any); });
  run("Consumer::commit", [] { return part<Consumer>().commit(); });
  skip("Consumer::follow", "more schedules than can be run");
  run("Replicas::refresh", [] { return part<Replicas>().refresh(any); });
  run("Replicas::refresh_newest",
      [] { return part<Replicas>().refresh_newest(); });
}

} // namespace truth_of::clean_watermarks
