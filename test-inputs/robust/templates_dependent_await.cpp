// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a dependent co_await suspends is known only in the instantiation.
#include "coro.h"

#include <utility>

struct Ready {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};

struct Memory {
  Ready read() { return {}; }
};
struct Disk {
  mock::task<int> read();
};
struct Network {
  mock::value_awaiter<int> read() { return mock::async_value(3); }
};

// scenario: 103
template <class Source> class Meter {
public:
  mock::task<> sample() {
    const int last = sum_;                    // note: check
    const int more = co_await source_.read(); // note: suspension
    sum_ = last + more;                       // expect: await-stale-write
  }

private:
  Source source_;
  int sum_ = 0;
};

// scenario: 97, 103
template <class Source> class Gauge {
public:
  mock::task<> sample() {
    const int last = sum_;
    const int more = co_await source_.read();
    sum_ = last + more; // ok: the only instantiation is with a source that is always ready
  }

private:
  Source source_;
  int sum_ = 0;
};

mock::task<> sample_all(Meter<Memory> &a, Meter<Disk> &b, Meter<Network> &c, Gauge<Memory> &d) {
  co_await a.sample();
  co_await b.sample();
  co_await c.sample();
  co_await d.sample();
}

// scenario: 103
template <class Awaitable> mock::task<> add_result(int &total, Awaitable a) {
  const int before = total;            // note: check
  const int n = co_await std::move(a); // note: suspension
  total = before + n;                  // expect: await-stale-write
}

template <class... Awaitables> mock::task<> add_results(int &total, Awaitables... all) {
  const int before = total;                              // note: check
  const int sum = (0 + ... + (co_await std::move(all))); // note: suspension
  total = before + sum;                                  // expect: await-stale-write
}

template <class... Awaitables> mock::task<> add_each(int &total, Awaitables... all) {
  ((total += co_await std::move(all)), ...); // ok: each addition reads after its await
}

mock::task<> add_some(int &total, Disk &disk) {
  co_await add_result(total, disk.read());
  co_await add_result(total, mock::async_value(2));
  co_await add_results(total, disk.read(), mock::async_value(4), Ready{});
  co_await add_results(total);
  co_await add_each(total, disk.read(), Ready{});
}

// scenario: 103
template <class Source> struct Probe {
  int level = 0;
  mock::task<> poll() {
    level = co_await Source{}.read(); // ok: nothing read before
  }
};

template <> mock::task<> Probe<Disk>::poll() {
  const int was = level;                  // note: check
  const int now = co_await Disk{}.read(); // note: suspension
  level = was + now;                      // expect: await-stale-write
}

mock::task<> poll_all(Probe<Memory> &a, Probe<Network> &b, Probe<Disk> &c) {
  co_await a.poll();
  co_await b.poll();
  co_await c.poll();
}
