// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_image_pipeline {
#include "test-inputs/clean/image_pipeline.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}

namespace pipeline {
// What is shared, and seen at the end.
auto fields(Image &it) { return std::tie(it.name, it.pixels); }
auto fields(State &it) {
  return std::tie(it.waiting, it.finished, it.failed, it.active, it.high_water,
                  it.stopping, it.changed);
}
} // namespace pipeline

TRUTH("clean/image_pipeline.cpp") {
  using namespace pipeline;
  run("submit", [] { return pipeline::submit(any, any); });
  run("take", [] { return take(part<State>()); });
  skip("work", "waits for somebody else, who is not known yet");
  run("drain", [] { return pipeline::drain(any); });
  skip("start",
       "the mock has no way to pass on an exception of a detached coroutine");
  run("retry",
      [] { return retry(any, [] { return truth::fallible<int>("work"); }); });
}

} // namespace truth_of::clean_image_pipeline
