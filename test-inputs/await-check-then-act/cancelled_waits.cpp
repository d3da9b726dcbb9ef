// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A page is drawn by one coroutine at a time. Who edits it does not ask whether
// it is being drawn, and need not where the edit cancels the drawing.
#include "coro.h"

#include <memory>
#include <optional>
#include <stop_token>

mock::task<std::optional<int>> draw(std::stop_token until);
mock::task<std::optional<int>> draw_all();

class Page {
public:
  mock::task<bool> show() {
    if (!dirty_ || drawing_)
      co_return false;
    drawing_ = true;
    const auto done = co_await draw(stop_.get_token());
    if (!done) {
      drawing_ = false;
      co_return false;
    }
    dirty_ = false; // ok: an edit would have ended the wait
    drawing_ = false;
    co_return true;
  }

  void edit() {
    stop_.request_stop();
    stop_ = std::stop_source();
    dirty_ = true;
  }

private:
  bool dirty_ = true;
  bool drawing_ = false;
  std::stop_source stop_;
};

/// The answer of the drawing is not looked at.
class Sheet {
public:
  mock::task<bool> show() {
    if (!dirty_ || drawing_) // note: check
      co_return false;
    drawing_ = true;
    co_await draw(stop_.get_token()); // note: suspension
    dirty_ = false; // expect: await-check-then-act medium
    drawing_ = false;
    co_return true;
  }

  void edit() {
    stop_.request_stop();
    stop_ = std::stop_source();
    dirty_ = true; // note: writer
  }

private:
  bool dirty_ = true;
  bool drawing_ = false;
  std::stop_source stop_;
};

/// The second wait does not know of the edit.
class Poster {
public:
  mock::task<bool> show() {
    if (!dirty_ || drawing_) // note: check
      co_return false;
    drawing_ = true;
    const auto done = co_await draw(stop_.get_token()); // note: suspension
    if (!done || !co_await draw_all()) {
      drawing_ = false;
      co_return false;
    }
    dirty_ = false; // expect: await-check-then-act medium
    drawing_ = false;
    co_return true;
  }

  void edit() {
    stop_.request_stop();
    stop_ = std::stop_source();
    dirty_ = true; // note: writer
  }

private:
  bool dirty_ = true;
  bool drawing_ = false;
  std::stop_source stop_;
};

/// The edit cancels nothing.
class Slide {
public:
  mock::task<bool> show() {
    if (!dirty_ || drawing_) // note: check
      co_return false;
    drawing_ = true;
    const auto done = co_await draw(stop_.get_token()); // note: suspension
    if (!done) {
      drawing_ = false;
      co_return false;
    }
    dirty_ = false; // expect: await-check-then-act medium
    drawing_ = false;
    co_return true;
  }

  void edit() {
    dirty_ = true; // note: writer
  }
  void close() {
    stop_.request_stop();
  }

private:
  bool dirty_ = true;
  bool drawing_ = false;
  std::stop_source stop_;
};
