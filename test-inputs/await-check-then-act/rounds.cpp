// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a test decides: not what comes after a loop that only counts, nor what only the next round brings.
#include "coro.h"

#include <cstddef>
#include <vector>

mock::task<> notify(int observer);
mock::task<> flush();

class Observers {
public:
  mock::task<> emit() {
    const std::size_t count = all_.size();
    for (std::size_t i = 0; i < count; ++i)
      co_await notify(static_cast<int>(i));
    all_.push_back(0); // ok: reached whatever the count was
  }

  mock::task<> drain() {
    for (auto left = all_.size(); left > 0; --left)
      co_await notify(1);
    all_.push_back(1); // ok: the same, downwards
  }

  // scenario: 54
  mock::task<> when_few() {
    if (all_.size() >= 8)
      co_await flush();
    all_.push_back(2); // expect: await-check-then-act medium
  }
  mock::task<> flushed_first() {
    if (!all_.empty())
      co_await flush();
    all_.push_back(3); // ok: there is always room for one more
  }
  mock::task<> take_one() {
    if (all_.empty())
      co_await flush();
    all_.pop_back(); // expect: await-check-then-act medium
  }

  void remove() { all_.clear(); }

private:
  std::vector<int> all_;
};

class Pool {
public:
  mock::task<int> lease() {
    for (;;) {
      while (!idle_.empty()) {
        const int connection = idle_.back();
        idle_.pop_back();
        if (connection > 0)
          co_return connection;
        --open_; // ok: the first round comes here without looking at open_
      }
      if (open_ < 8)
        break;
      co_await returned_.wait();
    }
    ++open_; // ok: decided in this step
    co_return 1;
  }

  // scenario: 55
  mock::task<> shrink() {
    while (open_ > 4) {
      co_await flush();
      --open_; // expect: await-check-then-act
    }
  }

  // scenario: 38
  mock::task<> close(int count, bool forced) {
    if (!forced && open_ < count)
      co_return;
    co_await flush();
    open_ -= count; // expect: await-check-then-act
  }

  void give_back(int connection) {
    idle_.push_back(connection);
    returned_.notify_one();
  }
  void lost() {
    --open_;
    returned_.notify_one();
  }

private:
  std::vector<int> idle_;
  int open_ = 0;
  mock::condition_variable returned_;
};
