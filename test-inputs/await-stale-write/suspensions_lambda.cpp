// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A co_await inside a nested lambda suspends the lambda, not the function around it.
#include "coro.h"

#include <functional>
#include <memory>
#include <vector>

mock::task<> tick();
mock::task<int> next_ticket();

// scenario: 98
class Scheduler {
public:
  mock::task<> enqueue() {
    const int seen = queued_;
    jobs_.push_back([]() -> mock::task<> { co_await tick(); });
    queued_ = seen + 1; // ok: the co_await belongs to the lambda
    co_await tick();
  }

  mock::task<> start_now() {
    const int seen = queued_;
    auto run = [](Scheduler &self) -> mock::task<> {
      co_await tick();
      ++self.finished_;
    };
    mock::spawn(run(*this));
    queued_ = seen + 1; // ok: spawn does not wait
    co_await tick();
  }

  mock::task<> wait_for_lambda() {
    const int seen = queued_; // note: check
    auto pause = []() -> mock::task<> { co_await tick(); }; // note: suspension
    co_await pause();
    queued_ = seen + 1; // expect: await-stale-write
  }

  mock::task<> call_at_once() {
    const int seen = queued_;                             // note: check
    co_await []() -> mock::task<> { co_await tick(); }(); // note: suspension
    queued_ = seen - 1;                                   // expect: await-stale-write
  }

  mock::task<> wait_for_nothing() {
    const int seen = queued_;
    auto zero = []() -> mock::task<int> { co_return 0; };
    const int n = co_await zero();
    queued_ = seen + n; // ok: the lambda does not suspend
  }

private:
  std::vector<std::function<mock::task<>()>> jobs_;
  int queued_ = 0;
  int finished_ = 0;
};

// scenario: 98
struct Desk {
  int served = 0;
  bool open = true;
};

mock::task<> serve(std::shared_ptr<Desk> desk) {
  auto one = [desk]() -> mock::task<> {
    const int before = desk->served; // note: check
    co_await next_ticket();          // note: suspension
    desk->served = before + 1;       // expect: await-stale-write
  };
  co_await one();
}

mock::task<> serve_counted(std::shared_ptr<Desk> desk) {
  auto one = [desk]() -> mock::task<> {
    co_await next_ticket();
    const int before = desk->served;
    desk->served = before + 1; // ok: read and written after the suspension
  };
  co_await one();
}

// scenario: 98
void start(Desk &desk) {
  const int before = desk.served;
  [](Desk &d) -> mock::detached {
    co_await tick();
    d.open = false;
  }(desk);
  desk.served = before + 1; // ok: the function itself is no coroutine and does not wait
}
