// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The busy flag is cleared on the normal way and in the handler.
#include "coro.h"

#include <memory>
#include <stdexcept>
#include <utility>

namespace laundry {

mock::task<> wash(int drum);

bool washing = false;
int loads = 12;

// scenario: 49
mock::task<> wash_next() {
  if (std::exchange(washing, true))
    co_return;
  try {
    if (loads > 0) {
      co_await wash(1);
      --loads; // ok: only one call is here
    }
  } catch (...) {
    washing = false;
    throw;
  }
  washing = false;
}

struct Drum {
  bool turning = false;
  int water = 0;
};

// scenario: 49
mock::task<bool> fill(std::shared_ptr<Drum> drum) {
  if (drum->turning)
    co_return false;
  drum->turning = true;
  bool ok = true;
  try {
    while (drum->water < 8) {
      co_await wash(0);
      drum->water += 1; // ok: only one call is here
    }
  } catch (const std::runtime_error &) {
    ok = false;
  }
  drum->turning = false;
  co_return ok;
}

struct Dryer {
  bool hot = false;
  int shirts = 0;
};

// scenario: 49
mock::task<> dry_unflagged(Dryer &dryer) {
  try {
    if (dryer.shirts > 0) { // note: check
      dryer.hot = true;
      co_await wash(2); // note: suspension
      --dryer.shirts;   // expect: await-check-then-act
    }
  } catch (...) {
    dryer.hot = false;
    throw;
  }
  dryer.hot = false;
}

} // namespace laundry
