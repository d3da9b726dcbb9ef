// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Read, wait, write back: on every kind of place that other coroutines can reach.
#include "coro.h"
#include <memory>

mock::task<int> measure();

struct Gauge {
  int value = 0;
};

// scenario: 89
mock::task<> bump(Gauge &gauge) {
  const int before = gauge.value;        // note: check
  const int change = co_await measure(); // note: suspension
  gauge.value = before + change;         // expect: await-stale-write
}

// scenario: 89
mock::task<> bump_fresh(Gauge &gauge) {
  const int change = co_await measure();
  gauge.value = gauge.value + change; // ok: read after the wait
}

// scenario: 89
mock::task<> bump_through(Gauge *gauge) {
  int value = gauge->value;    // note: check
  value += co_await measure(); // note: suspension
  gauge->value = value;        // expect: await-stale-write
}

// scenario: 89
mock::task<> bump_shared(std::shared_ptr<Gauge> gauge) {
  auto old = gauge->value; // note: check
  co_await mock::yield();  // note: suspension
  gauge->value = old * 2;  // expect: await-stale-write
}

// scenario: 89
mock::task<> bump_shared_once(std::shared_ptr<Gauge> gauge) {
  co_await mock::yield();
  gauge->value *= 2; // ok: read and written in one step
}

class Station {
public:
  // scenario: 89
  mock::task<> sample() {
    const int n = samples; // note: check
    co_await measure();    // note: suspension
    samples = n + 1;       // expect: await-stale-write
  }

  // scenario: 89
  mock::task<> sample_in_lambda() {
    auto take = [this]() -> mock::task<> {
      const int n = samples; // note: check
      co_await measure();    // note: suspension
      samples = n + 1;       // expect: await-stale-write
    };
    co_await take();
  }

  // scenario: 89
  mock::task<> sample_by_reference() {
    auto take = [&samples = samples]() -> mock::task<> {
      const int n = samples; // note: check
      co_await measure();    // note: suspension
      samples = n + 1;       // expect: await-stale-write
    };
    co_await take();
  }

private:
  int samples = 0;
};

int readings = 0;
static Gauge outdoor;
thread_local int local_readings = 0;

// scenario: 89
mock::task<> read_outdoor() {
  const auto old = outdoor.value;           // note: check
  outdoor.value = co_await measure() + old; // expect: await-stale-write // note: suspension
}

// scenario: 89
mock::task<> count_reading() {
  auto next = readings + 1; // note: check
  co_await measure();       // note: suspension
  readings = next;          // expect: await-stale-write
}

// scenario: 89
mock::task<> count_local_reading() {
  auto next = local_readings + 1; // note: check
  co_await measure();             // note: suspension
  local_readings = next;          // expect: await-stale-write
}

// scenario: 89
mock::task<int> serial_number() {
  static int last = 1000;
  const int mine = last + 1; // note: check
  co_await measure();        // note: suspension
  last = mine;               // expect: await-stale-write
  co_return mine;
}
