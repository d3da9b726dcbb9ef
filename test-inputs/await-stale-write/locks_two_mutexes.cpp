// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two mutexes do not exclude each other, even if one of them is always held.
#include "coro.h"

#include <string>

mock::task<> ship(int n);

// scenario: 99
class Warehouse {
public:
  mock::task<> pick(int n) {
    int have = 0;
    {
      auto reading = co_await read_mutex_.scoped_lock();
      have = boxes_; // note: check
    }
    auto writing = co_await write_mutex_.scoped_lock(); // note: suspension
    boxes_ = have - n;                                  // expect: await-stale-write
  }

private:
  mock::mutex read_mutex_;
  mock::mutex write_mutex_;
  int boxes_ = 80;
};

// scenario: 99
struct Dock {
  mock::mutex in;
  mock::mutex out;
  int pallets = 0;
};

mock::task<bool> load(Dock &dock, int n) {
  auto arriving = co_await dock.in.scoped_lock();
  if (dock.pallets < n) // note: check
    co_return false;
  arriving.unlock();
  auto leaving = co_await dock.out.scoped_lock(); // note: suspension
  dock.pallets -= n;                              // expect: await-check-then-act
  co_return true;
}

// Each coroutine holds a lock throughout, but not the lock of the other.
// scenario: 52, 99
class Yard {
public:
  mock::task<> arrive() {
    auto g = co_await gate_a_.scoped_lock();
    const int n = trucks_;
    co_await ship(n);
    trucks_ = n + 1; // expect: await-stale-write medium
  }

  mock::task<> depart() {
    auto g = co_await gate_b_.scoped_lock();
    const int n = trucks_;
    co_await ship(n);
    trucks_ = n - 1; // expect: await-stale-write medium
  }

private:
  mock::mutex gate_a_;
  mock::mutex gate_b_;
  int trucks_ = 0;
};

// scenario: 99
class Ramp {
public:
  mock::task<> lower(int n) {
    auto power = co_await power_.scoped_lock();
    auto slope = co_await slope_.scoped_lock();
    const int angle = angle_;
    co_await ship(n);
    angle_ = angle - n; // ok: slope_ is held over all of it, and so is power_
  }

  mock::task<> raise(int n) {
    auto slope = co_await slope_.scoped_lock();
    const int angle = angle_;
    {
      auto power = co_await power_.scoped_lock();
      co_await ship(n);
    }
    angle_ = angle + n; // ok: only power_ was given back
  }

private:
  mock::mutex power_;
  mock::mutex slope_;
  int angle_ = 0;
};
