// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The read, the await and the write are not all on the same path.
#include "coro.h"

#include <memory>

namespace energy {

mock::task<> calibrate();
mock::task<> flush();

class Battery {
public:
  // scenario: 24
  mock::task<> charge(bool known) {
    int level = 0;
    if (known)
      level = level_;
    else
      co_await calibrate();
    level_ = level + 1; // ok: the path that reads does not suspend
  }

  // scenario: 25
  mock::task<> top_up(bool precise) {
    const int level = level_; // note: check
    if (precise)
      co_await calibrate(); // note: suspension
    level_ = level + 1;     // expect: await-stale-write
  }

  // scenario: 25
  mock::task<> trickle(int mode) {
    const int level = level_; // note: check
    switch (mode) {
    case 0:
      break;
    case 1:
      co_await calibrate(); // note: suspension
      break;
    default:
      co_return;
    }
    level_ = level + 1; // expect: await-stale-write
  }

  // scenario: 25
  mock::task<> boost(bool precise) {
    if (precise)
      co_await calibrate();
    const int level = level_;
    level_ = level + 1; // ok: read after the await of the branch
  }

  // scenario: 25
  mock::task<> swap_cells(bool later) {
    const int level = level_;
    if (later) {
      co_await calibrate();
      co_return;
    }
    level_ = level + 1; // ok: the path that suspends leaves
  }

private:
  int level_ = 0;
};

int grid_demand = 0;

// scenario: 24
mock::task<> raise_demand(bool cached) {
  int demand = 0;
  if (!cached) {
    co_await calibrate();
  } else {
    demand = grid_demand;
  }
  grid_demand = demand + 5; // ok: the path that reads does not suspend
}

// scenario: 25
mock::task<> lower_demand(bool sync) {
  auto demand = grid_demand; // note: check
  if (sync) {
    co_await calibrate();
    co_await flush();
  }
  grid_demand = demand - 5; // expect: await-stale-write
}

struct Panel {
  long watts = 0;
};

// scenario: 25
mock::task<> tilt(std::shared_ptr<Panel> panel, int tries) {
  const long watts = panel->watts; // note: check
  for (int i = 0; i < tries; ++i)
    co_await calibrate();   // note: suspension
  panel->watts = watts + 1; // expect: await-stale-write
}

// scenario: 24
mock::task<> shade(std::shared_ptr<Panel> panel, bool cached) {
  long watts = 0;
  if (cached)
    watts = panel->watts;
  else
    co_await calibrate();
  panel->watts = watts / 2; // ok: the path that reads does not suspend
}

} // namespace energy
