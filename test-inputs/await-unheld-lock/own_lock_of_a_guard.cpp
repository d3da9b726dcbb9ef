// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The guard's own lock(): what the mutex hands out here is empty.
#include "coro.h"

#include <utility>

namespace latch {

class Guard;

class Mutex {
public:
  mock::task<Guard> acquire(bool with_guard);
  void unlock();
};

class Guard {
public:
  explicit Guard(Mutex *m = nullptr) : mutex(m) {}
  Guard(Guard &&o) noexcept
      : mutex(std::exchange(o.mutex, nullptr)), owns(std::exchange(o.owns, false)) {}
  ~Guard() {
    if (owns)
      mutex->unlock();
  }
  bool owns_lock() const { return owns; }
  mock::task<> lock() {
    co_await mutex->acquire(false); // ok: this object is the guard
    owns = true;
  }

private:
  Mutex *mutex = nullptr;
  bool owns = false;
};

} // namespace latch
