// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A helper runs under the lock of its caller, and with its busy flag; somebody
// else changes the same state without either. Found by generated programs.
#include "coro.h"
#include <set>

mock::task<bool> confirm(int id);

class GuestList {
public:
  mock::task<bool> invite(int id) {
    auto guard = co_await door.scoped_lock();
    co_return co_await invite_locked(id);
  }

  mock::task<bool> bring(int id) {
    if (!co_await confirm(id))
      co_return false;
    if (guests.contains(id))
      co_return false;
    guests.insert(id);
    co_return true;
  }

private:
  mock::task<bool> invite_locked(int id) {
    if (guests.contains(id)) // note: check
      co_return false;
    if (!co_await confirm(id)) // note: suspension
      co_return false;
    guests.insert(id); // expect: await-check-then-act medium
    co_return true;
  }

  std::set<int> guests;
  mock::mutex door;
};

// Here all of them take it.
class Payroll {
public:
  mock::task<bool> enlist(int id) {
    auto guard = co_await desk.scoped_lock();
    co_return co_await enlist_locked(id);
  }

  mock::task<void> dismiss(int id) {
    auto guard = co_await desk.scoped_lock();
    staff.erase(id);
  }

private:
  mock::task<bool> enlist_locked(int id) {
    if (staff.contains(id))
      co_return false;
    if (!co_await confirm(id))
      co_return false;
    staff.insert(id); // ok: the callers hold the lock
    co_return true;
  }

  std::set<int> staff;
  mock::mutex desk;
};
