// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_bounded_queue {
#include "test-inputs/clean/bounded_queue.cpp"

// What the input only declares.
mock::task<std::optional<std::string>> capture() {
  return truth::answer<std::optional<std::string>>("capture");
}
mock::task<> encode(Frame) { return truth::answer("encode"); }
// What is shared, and seen at the end.
template <class T> auto fields(BoundedQueue<T> &it) {
  return std::tie(it.capacity_, it.items_, it.closed_, it.not_full_,
                  it.not_empty_);
}
template <class T> auto built(truth::of<BoundedQueue<T>>) {
  return new BoundedQueue<T>(truth::some<std::size_t>());
}
auto fields(Frame &it) { return std::tie(it.number, it.data); }
auto fields(Recorder &it) { return std::tie(it.frames_, it.encoded_); }

TRUTH("clean/bounded_queue.cpp") {
  run("BoundedQueue::push", [] { return part<BoundedQueue<int>>().push(any); });
  run("BoundedQueue::pop", [] { return part<BoundedQueue<int>>().pop(); });
  skip("Recorder::produce", "waits for somebody else, who is not known yet");
  skip("Recorder::consume", "waits for somebody else, who is not known yet");
}

} // namespace truth_of::clean_bounded_queue
