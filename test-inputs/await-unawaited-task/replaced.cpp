// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A task is stored where another one is, and nobody has asked for that.
#include "coro.h"

#include <optional>
#include <utility>

struct poll_task : mock::eager_task<> {
  using promise_type = mock::eager_task<>::promise_type;
  poll_task(mock::eager_task<> &&t) : mock::eager_task<>(std::move(t)) {}
  poll_task(poll_task &&) = default;
  poll_task &operator=(poll_task &&) noexcept;
  void cancel();
};

mock::task<> draw(int frame);
poll_task poll(int channel);

class Watcher {
public:
  void watch_twice() {
    task_ = poll(1);
    task_ = poll(2); // expect: await-unawaited-task medium
  }

  void restart() {
    task_ = poll(3); // expect: await-unawaited-task low
  }

  void restart_each(int channels) {
    for (int i = 0; i < channels; ++i)
      task_ = poll(i); // expect: await-unawaited-task medium
  }

  mock::task<> restart_after() {
    co_await task_;
    task_ = poll(4); // ok: the old one is done
  }

  void restart_cancelled() {
    task_.cancel();
    task_ = poll(5);
  }

  void stop() { task_.cancel(); }
  void restart_stopped() {
    stop();
    task_ = poll(6);
  }

private:
  poll_task task_ = poll(0);
};

mock::task<> frames() {
  auto frame = draw(1);
  frame = draw(2); // expect: await-unawaited-task
  co_await frame;
  frame = draw(3);
  co_await frame;
}

mock::task<> chosen(bool first) {
  auto frame = draw(1);
  if (!first)
    frame = draw(2); // ok: one of the two, and not a second one
  co_await frame;
}
