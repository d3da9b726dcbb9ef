// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// flags: -Ichecker/annotations/include
// Locks that only declarations tell of: Clang's thread-safety attributes.
#include "coro.h"

#include <await_tidy/annotations.h>

#define CAPABILITY(x) __attribute__((capability(x)))
#define SCOPED __attribute__((scoped_lockable))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define REQUIRES_SHARED(...) __attribute__((requires_shared_capability(__VA_ARGS__)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))

mock::task<long> measure();

// Not a lock by its members: only the attributes say so.
class CAPABILITY("gate") Gate {
public:
  void enter() ACQUIRE();
  void leave() RELEASE();
};

class SCOPED Pass {
public:
  explicit Pass(Gate &gate) ACQUIRE(gate);
  ~Pass() RELEASE();
};

class Meter {
public:
  mock::task<> by_hand() {
    gate_.enter();
    const long before = total_;
    const long by = co_await measure();
    total_ = before + by; // ok: the gate is held
    gate_.leave();
  }

  mock::task<> by_object() {
    Pass pass(gate_);
    const long before = total_;
    const long by = co_await measure();
    total_ = before + by; // ok: the pass holds the gate
  }

  mock::task<> by_helpers() {
    lock_all();
    const long before = total_;
    const long by = co_await measure();
    total_ = before + by; // ok: lock_all takes the gate
    unlock_all();
  }

  mock::task<> add_locked() REQUIRES(gate_) {
    const long before = total_;
    const long by = co_await measure();
    total_ = before + by; // ok: the caller holds the gate
  }

private:
  void lock_all() ACQUIRE(gate_);
  void unlock_all() RELEASE(gate_);

  Gate gate_;
  long total_ GUARDED_BY(gate_) = 0;
};

class LeakyMeter {
public:
  mock::task<> left_too_early() {
    gate_.enter();
    const long before = total_; // note: check
    gate_.leave();
    const long by = co_await measure(); // note: suspension
    gate_.enter();
    total_ = before + by; // expect: await-stale-write
    gate_.leave();
  }

  mock::task<> add_as_reader() REQUIRES_SHARED(gate_) {
    const long before = total_; // note: check
    const long by = co_await measure(); // note: suspension
    total_ = before + by; // expect: await-stale-write
  }

  mock::task<> add_unlocked() {
    const long before = total_; // note: check
    const long by = co_await measure(); // note: suspension
    total_ = before + by; // expect: await-stale-write
  }

private:
  Gate gate_;
  long total_ GUARDED_BY(gate_) = 0;
};

Gate door;
AWAIT_TIDY_GUARDED_BY(door) long visitors = 0;

mock::task<> count_visitors() REQUIRES(door) {
  const long before = visitors;
  const long by = co_await measure();
  visitors = before + by; // ok: the caller holds the door
}
