// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Putting a copy back that this coroutine never changed undoes only the work of others.
#include "coro.h"

#include <memory>

namespace thermal {

mock::task<bool> probe();
mock::task<> apply(int level);

class Heater {
public:
  // scenario: 20, 74
  mock::task<> test() {
    const int old = level; // note: check
    co_await probe();      // note: suspension
    level = old;           // expect: await-stale-write
  }

  // scenario: 20, 74
  mock::task<> test_failing() {
    const int old = level; // note: check
    if (!co_await probe()) // note: suspension
      level = old;         // expect: await-stale-write
  }

  // scenario: 74
  mock::task<> test_at(int high) {
    const int old = level; // note: check
    level = high;
    co_await probe(); // note: suspension
    level = old;      // expect: await-snapshot-rollback
  }

  // scenario: 78
  mock::task<> adjust(int high) {
    const int old = level;
    level = high;
    const int effective = level / 2;
    level = old; // ok: nothing suspends between the copy and the restore
    co_await apply(effective);
  }

  void set(int l) { level = l; }

private:
  int level = 0;
};

int fan_speed = 0;

// scenario: 20, 74
mock::task<> spin_test() {
  int speed = fan_speed;
  if (!co_await probe())
    fan_speed = speed; // expect: await-stale-write
}

// scenario: 74
mock::task<> spin_test_at(int fast) {
  int speed = fan_speed;
  fan_speed = fast;
  if (!co_await probe())
    fan_speed = speed; // expect: await-snapshot-rollback
}

struct Zone {
  int target = 20;
};

// scenario: 20, 74
mock::task<> probe_zone(std::shared_ptr<Zone> zone) {
  const auto target = zone->target; // note: check
  co_await apply(target);           // note: suspension
  zone->target = target;            // expect: await-stale-write
}

// scenario: 78
mock::task<> probe_zone_first(std::shared_ptr<Zone> zone) {
  co_await probe();
  const auto target = zone->target;
  zone->target = 0;
  zone->target = target; // ok: nothing suspends between the copy and the restore
}

} // namespace thermal
