// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads and awaits in the arms and in the condition of ?: operators.
#include "coro.h"

#include <memory>

namespace metering {

mock::task<long> pulse();

class Meter {
public:
  // scenario: 4
  mock::task<> roll(bool keep, long base) {
    reading_ = (keep ? reading_ : base) + co_await pulse(); // expect: await-stale-write
  }

  // scenario: 4
  mock::task<> sample_if(bool live) {
    reading_ = reading_ + (live ? co_await pulse() : 0); // expect: await-stale-write // note: check
  }

  // scenario: 4
  mock::task<> roll_swapped(bool keep, long base) {
    reading_ = co_await pulse() + (keep ? reading_ : base); // ok: clang awaits first
  }

  // scenario: 5
  mock::task<> adjust(bool additive, long preset) {
    reading_ = additive                   // expect: await-stale-write
                   ? reading_ +           // note: check
                         co_await pulse() // note: suspension
                   : preset;
  }

  // scenario: 5
  mock::task<> adjust_swapped(bool additive, long preset) {
    reading_ = additive ? co_await pulse() + reading_ : preset; // ok: clang awaits first
  }

  // scenario: 6
  mock::task<> refresh(bool trusted) {
    reading_ = trusted ? reading_ : co_await pulse(); // ok: the arm that reads does not suspend
  }

  // scenario: 7
  mock::task<> initial() {
    reading_ = reading_ ? reading_          // expect: await-check-then-act // note: check
                        : co_await pulse(); // note: suspension
  }

  // scenario: 7
  mock::task<> drain() {
    reading_ -= reading_ > 0 ? co_await pulse() : 0; // expect: await-check-then-act // note: check
  }

  // scenario: 7
  mock::task<> drain_checked_late() {
    const long used = co_await pulse();
    reading_ -= reading_ > 0 ? used : 0; // ok: checked after the await
  }

private:
  long reading_ = 0;
};

long grid_load = 0;

// scenario: 4
mock::task<> shift_load(bool keep) {
  grid_load = (keep ? grid_load : 10) + // expect: await-stale-write // note: check
              co_await pulse();         // note: suspension
}

// scenario: 4
mock::task<> add_load(bool live) {
  grid_load = grid_load + (live ? co_await pulse() : 0); // expect: await-stale-write
}

// scenario: 7
mock::task<> shed_load() {
  grid_load -= grid_load > 0          // expect: await-check-then-act // note: check
                   ? co_await pulse() // note: suspension
                   : 0;
}

// scenario: 5
mock::task<> rescale(bool additive) {
  grid_load = additive ? grid_load + co_await pulse() : 10; // expect: await-stale-write
}

// scenario: 6
mock::task<> reload(bool trusted) {
  grid_load = trusted ? grid_load : co_await pulse(); // ok: the arm that reads does not suspend
}

struct Tariff {
  int rate = 0;
};

mock::task<int> fetch_rate();

// scenario: 7
mock::task<> ensure_rate(std::shared_ptr<Tariff> tariff) {
  tariff->rate = tariff->rate > 0 // expect: await-check-then-act // note: check
                     ? tariff->rate
                     : co_await fetch_rate(); // note: suspension
}

// scenario: 7
mock::task<> ensure_rate_late(std::shared_ptr<Tariff> tariff) {
  const int fresh = co_await fetch_rate();
  tariff->rate = tariff->rate > 0 ? tariff->rate : fresh; // ok: checked after the await
}

} // namespace metering
