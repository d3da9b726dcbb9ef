// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The check in a predicate, the act in a helper.
#include "coro.h"
#include <memory>

mock::task<> send_parcel(int weight);

class Courier {
public:
  // scenario: 58
  mock::task<> dispatch(int weight) {
    if (has_room(weight)) {
      co_await send_parcel(weight); // note: suspension
      load(weight);                 // expect: await-check-then-act
    }
  }

  // scenario: 58
  mock::task<> dispatch_loaded(int weight) {
    if (has_room(weight)) {
      load(weight); // ok: loaded in the step of the question
      co_await send_parcel(weight);
    }
  }

  // scenario: 58
  mock::task<bool> dispatch_trying(int weight) {
    if (!has_room(weight))
      co_return false;
    co_await send_parcel(weight);
    co_return try_load(weight); // ok: the helper asks again itself
  }

private:
  bool has_room(int weight) const { return carried + weight <= limit; }
  void load(int weight) { carried += weight; }
  bool try_load(int weight) {
    if (carried + weight > limit)
      return false;
    carried += weight;
    return true;
  }

  int carried = 0;
  int limit = 200;
};

struct Tank {
  double litres = 50;
};

bool holds(const Tank &tank, double wanted) { return tank.litres >= wanted; }
void drain(Tank &tank, double wanted) { tank.litres -= wanted; }

// scenario: 58
mock::task<> refuel(Tank &tank, double wanted) {
  if (!holds(tank, wanted))
    co_return;
  co_await send_parcel(1); // note: suspension
  drain(tank, wanted);     // expect: await-check-then-act
}

// scenario: 58
mock::task<> refuel_checked(Tank &tank, double wanted) {
  if (!holds(tank, wanted))
    co_return;
  co_await send_parcel(1);
  if (holds(tank, wanted))
    drain(tank, wanted); // ok: the predicate is asked again
}

// scenario: 58
mock::task<> refuel_shared(std::shared_ptr<Tank> tank, double wanted) {
  const bool enough = holds(*tank, wanted); // note: check
  if (!enough)
    co_return;
  co_await send_parcel(1); // note: suspension
  drain(*tank, wanted);    // expect: await-check-then-act
}

int slots_taken = 0;

static bool slot_free() { return slots_taken < 3; }
static void take_slot() { ++slots_taken; }

// scenario: 58
mock::task<> park() {
  if (slot_free()) {
    co_await mock::yield(); // note: suspension
    take_slot();            // expect: await-check-then-act
  }
}

// scenario: 58
mock::task<> park_first() {
  if (slot_free()) {
    take_slot(); // ok: taken before the wait
    co_await mock::yield();
  }
}
