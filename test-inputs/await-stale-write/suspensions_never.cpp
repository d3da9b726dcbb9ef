// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Awaitables that are always ready do not suspend; those that may be ready do.
#include "coro.h"

#include <memory>

struct Ready {
  constexpr bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};

template <class T> struct Just {
  T value;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() { return std::move(value); }
};

struct Lookup {
  bool cached;
  bool await_ready() const noexcept { return cached; }
  void await_suspend(std::coroutine_handle<> h) const { mock::run_queue.push_back(h); }
  int await_resume() const noexcept { return 2; }
};

struct Opaque {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> h) const;
  int await_resume() const noexcept;
};

struct Setting {
  Ready operator co_await() const noexcept;
};

struct Request {
  Opaque operator co_await() const noexcept;
};

// scenario: 97
class Meter {
public:
  mock::task<> never() {
    const int before = reading_;
    co_await std::suspend_never{};
    reading_ = before + 1; // ok: suspend_never does not suspend
  }

  mock::task<> always() {
    const int before = reading_;    // note: check
    co_await std::suspend_always{}; // note: suspension
    reading_ = before + 1;          // expect: await-stale-write
  }

  mock::task<> ready() {
    const int before = reading_;
    const int step = co_await Ready{};
    reading_ = before + step; // ok: await_ready is constant
  }

  mock::task<> just() {
    if (reading_ < 100) {
      const int step = co_await Just<int>{5};
      reading_ += step; // ok: await_ready is constant
    }
  }

  mock::task<> sometimes(Lookup lookup) {
    const int before = reading_;      // note: check
    const int step = co_await lookup; // note: suspension
    reading_ = before + step;         // expect: await-stale-write
  }

private:
  int reading_ = 0;
};

// scenario: 97
long quota = 100;

mock::task<bool> use(long n) {
  if (quota < n)
    co_return false;
  co_await Setting{};
  quota -= n; // ok: the awaiter that operator co_await gives is always ready
  co_return true;
}

mock::task<bool> use_remote(long n) {
  if (quota < n) // note: check
    co_return false;
  co_await Request{}; // note: suspension
  quota -= n;         // expect: await-check-then-act
  co_return true;
}

// scenario: 97
struct Page {
  int visits = 0;
};

mock::task<> visit(std::shared_ptr<Page> page) {
  const auto n = page->visits; // note: check
  co_await Ready{};
  co_await Opaque{}; // note: suspension
  co_await std::suspend_never{};
  page->visits = n + 1; // expect: await-stale-write
}

mock::task<> visit_twice(std::shared_ptr<Page> page) {
  co_await Opaque{};
  const auto n = page->visits;
  co_await Ready{};
  co_await Just<int>{1};
  page->visits = n + 2; // ok: the suspension was before the read
}
