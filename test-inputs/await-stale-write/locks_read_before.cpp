// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Waiting for the lock is a suspension too: what was looked at before it must be looked at again.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

mock::task<> store(std::string key, long value);

// scenario: 99
class Odometer {
public:
  mock::task<> drive(long km) {
    const long start = km_;                 // note: check
    auto guard = co_await m_.scoped_lock(); // note: suspension
    km_ = start + km;                       // expect: await-stale-write
  }

  mock::task<> tow(long km) {
    const long start = km_; // note: check
    co_await m_.lock();     // note: suspension
    km_ = start + km;       // expect: await-stale-write
    m_.unlock();
  }

private:
  mock::mutex m_;
  long km_ = 0;
};

// scenario: 99
class Tank {
public:
  mock::task<bool> drain(long litres) {
    if (level_ < litres) // note: check
      co_return false;
    auto guard = co_await mutex_.scoped_lock(); // note: suspension
    level_ -= litres;                           // expect: await-check-then-act
    co_return true;
  }

private:
  mock::mutex mutex_;
  long level_ = 400;
};

// scenario: 99
class Cistern {
public:
  mock::task<bool> drain(long litres) {
    if (level_ < litres)
      co_return false;
    auto guard = co_await mutex_.scoped_lock();
    if (level_ < litres)
      co_return false;
    level_ -= litres; // ok: looked again under the lock
    co_return true;
  }

  mock::task<> fill() {
    long seen = level_;
    auto guard = co_await mutex_.scoped_lock();
    seen = level_;
    co_await store("cistern", seen);
    level_ = seen + 10; // ok: read again after taking the lock, and held since then
  }

private:
  mock::mutex mutex_;
  long level_ = 400;
};

// scenario: 99
struct Registry {
  mock::mutex lock;
  std::map<std::string, long> versions;
};

mock::task<> publish(std::shared_ptr<Registry> reg, std::string name) {
  const long last = reg->versions[name];        // note: check
  auto held = co_await reg->lock.scoped_lock(); // note: suspension
  reg->versions[name] = last + 1;               // expect: await-stale-write
}

mock::task<> publish_next(std::shared_ptr<Registry> reg, std::string name, bool fresh) {
  auto held = co_await reg->lock.scoped_lock();
  long last = reg->versions[name]; // note: check
  held.unlock();
  co_await store(name, last); // note: suspension
  if (fresh)
    last = reg->versions[name];
  reg->versions[name] = last + 1; // expect: await-stale-write
}
