// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_nested_event_loops {
#include "test-inputs/await-stale-write/nested_event_loops.cpp"

namespace canvas {
// What the input only declares.
mock::task<int> ask_user() { return truth::answer<int>("ask_user"); }
void process_events() {}
// What is shared, and seen at the end.
auto fields(Drawing &it) { return std::tie(it.strokes_); }
auto fields(Layer &it) { return std::tie(it.opacity); }
} // namespace canvas

TRUTH("await-stale-write/nested_event_loops.cpp") {
  using namespace canvas;
  globals(canvas::zoom);
  run("Drawing::stroke_and_wait",
      [] { return part<canvas::Drawing>().stroke_and_wait(); });
  run("Drawing::stroke_asking", [] { return part<Drawing>().stroke_asking(); });
  run("fade", [] { return canvas::fade(any); });
}

} // namespace truth_of::stale_write_nested_event_loops
