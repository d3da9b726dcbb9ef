// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A call that runs the event loop until a task is done lets others run, without a co_await. The
// tool is told of such functions; untold, they are calls like any other.
#include "coro.h"

#include <memory>

namespace canvas {

mock::task<int> ask_user();
void process_events();

class Drawing {
public:
  // scenario: 102
  void stroke() {
    const int before = strokes_;
    process_events();
    strokes_ = before + 1; // ok: nobody said that process_events can suspend
  }

  // scenario: 102
  mock::task<> stroke_and_wait() {
    const int before = strokes_; // note: check
    process_events();
    co_await mock::yield(); // note: suspension
    strokes_ = before + 1;  // expect: await-stale-write
  }

  // scenario: 102
  mock::task<> stroke_asking() {
    const int before = strokes_;
    const int width = mock::sync_wait(ask_user());
    strokes_ = before + width; // ok: nobody said that sync_wait can suspend
    co_await mock::yield();
  }

private:
  int strokes_ = 0;
};

int zoom = 1;

// scenario: 102
void zoom_by_user() {
  const int before = zoom;
  zoom = before + mock::sync_wait(ask_user()); // ok: as above
}

struct Layer {
  int opacity = 100;
};

// scenario: 102
mock::task<> fade(std::shared_ptr<Layer> layer) {
  const int opacity = layer->opacity; // note: check
  const int by = co_await ask_user(); // note: suspension
  process_events();
  layer->opacity = opacity - by; // expect: await-stale-write
}

} // namespace canvas
