// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Awaiting a child coroutine suspends only if the child does.
#include "coro.h"

#include <optional>
#include <string>

mock::task<int> load(std::string key);

static mock::task<int> twice(int n) { co_return n * 2; }

static mock::task<int> four_times(int n) {
  const int once = co_await twice(n);
  co_return co_await twice(once);
}

static mock::eager_task<int> now() { co_return 3; }

static mock::task<int> load_cached(std::optional<int> hit) {
  if (hit)
    co_return *hit;
  co_return co_await load("rate");
}

static mock::task<int> load_through(std::optional<int> hit) {
  const int v = co_await load_cached(hit);
  co_return v + 1;
}

static mock::task<> prepare() {
  auto job = []() -> mock::task<> { co_await mock::yield(); };
  mock::spawn(job());
  co_return;
}

static mock::task<int> odd(int n);
static mock::task<int> even(int n) {
  if (n == 0)
    co_return 0;
  co_return co_await odd(n - 1);
}
static mock::task<int> odd(int n) {
  if (n == 0)
    co_return co_await load("odd");
  co_return co_await even(n - 1);
}

// scenario: 97
class Till {
public:
  mock::task<> ring(int price) {
    const int before = cash_;
    const int due = co_await twice(price);
    cash_ = before + due; // ok: the child has no suspension
  }

  mock::task<> ring_all(int price) {
    const int before = cash_;
    const int due = co_await four_times(price);
    cash_ = before + due; // ok: nor have the children of the child
  }

  mock::task<> round_up() {
    const int before = cash_;
    const int due = co_await now();
    cash_ = before + due; // ok: it ran to its end when it was called
  }

  mock::task<> open() {
    const int before = cash_;
    co_await prepare();
    cash_ = before + 100; // ok: prepare starts a coroutine, and does not wait for it
  }

  mock::task<> exchange(std::optional<int> rate) {
    const int before = cash_;                 // note: check
    const int r = co_await load_cached(rate); // note: suspension
    cash_ = before * r;                       // expect: await-stale-write
  }

  mock::task<> exchange_twice() {
    const int before = cash_;                // note: check
    const int r = co_await load_through({}); // note: suspension
    cash_ = before * r;                      // expect: await-stale-write
  }

  mock::task<> split(int n) {
    const int before = cash_;          // note: check
    const int part = co_await even(n); // note: suspension
    cash_ = before - part;             // expect: await-stale-write
  }

private:
  int cash_ = 0;
};

// scenario: 97
struct Tax {
  virtual ~Tax() = default;
  virtual mock::task<int> rate() { co_return 20; }
};

struct RemoteTax : Tax {
  mock::task<int> rate() override { co_return co_await load("tax"); }
};

struct FlatTax final {
  mock::task<int> rate() { co_return 19; }
};

mock::task<> charge(int &balance, Tax &tax) {
  const int before = balance;              // note: check
  const int percent = co_await tax.rate(); // note: suspension
  balance = before + percent;              // expect: await-stale-write
}

mock::task<> charge_flat(int &balance, FlatTax &tax) {
  const int before = balance;
  const int percent = co_await tax.rate();
  balance = before + percent; // ok: nobody overrides it, and it does not suspend
}
