// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The read is a getter call and the write a setter call, on the two sides of an await.
#include "coro.h"

#include <memory>
#include <utility>

namespace thermostats {

mock::task<int> sensor_delta();
mock::task<> apply(int degrees);

class Setpoint {
public:
  int get() const { return degrees; }
  void set(int d) { degrees = d; }
  void raise(int by) { degrees += by; }

private:
  int degrees = 20;
};

class Room {
public:
  // scenario: 11
  mock::task<> correct() {
    target.set(target.get() + co_await sensor_delta()); // expect: await-stale-write // note: check
  }

  // scenario: 11
  mock::task<> correct_swapped() {
    target.set(co_await sensor_delta() + target.get()); // ok: clang awaits first
  }

  // scenario: 11, 20
  mock::task<> warm_up() {
    const int now = target.get(); // note: check
    co_await apply(now + 1);      // note: suspension
    target.set(now + 1);          // expect: await-stale-write
  }

  // scenario: 11, 27
  mock::task<> warm_up_first() {
    target.raise(1); // ok: finished before the await
    co_await apply(target.get());
  }

private:
  Setpoint target;
};

// scenario: 11
mock::task<> correct_shared(std::shared_ptr<Setpoint> sp) {
  sp->set(sp->get() + co_await sensor_delta()); // expect: await-stale-write // note: suspension
}

// scenario: 11
mock::task<> correct_shared_swapped(std::shared_ptr<Setpoint> sp) {
  sp->set(co_await sensor_delta() + sp->get()); // ok: clang awaits first
}

// scenario: 11
mock::task<> correct_by_reference(Setpoint &sp) {
  sp.set(sp.get() -                // expect: await-stale-write // note: check
         co_await sensor_delta()); // note: suspension
}

// scenario: 11
mock::task<> raise_by_reference(Setpoint &sp) {
  sp.raise(co_await sensor_delta()); // ok: the setter reads and writes after the await
}

class House {
public:
  int outside() const { return outside_; }
  void outside(int v) { outside_ = v; }

  // scenario: 11
  mock::task<> forecast() {
    outside(outside() + co_await sensor_delta()); // expect: await-stale-write // note: check
  }

  // scenario: 11
  mock::task<> forecast_swapped() {
    outside(co_await sensor_delta() + outside()); // ok: clang awaits first
  }

private:
  int outside_ = 0;
};

} // namespace thermostats
