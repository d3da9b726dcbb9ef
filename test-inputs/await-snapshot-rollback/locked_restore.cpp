// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A restore is safe under an async mutex that is held from the copy to the restore.
#include "coro.h"

#include <memory>
#include <string>

namespace plans {

mock::task<bool> publish(std::string plan);

class Locked {
public:
  // scenario: 85
  mock::task<> replace(std::string next) {
    auto guard = co_await mutex_.scoped_lock();
    const auto old = plan_;
    plan_ = next;
    if (!co_await publish(next))
      plan_ = old; // ok: the mutex is held from the copy to the restore
  }

private:
  mock::mutex mutex_;
  std::string plan_;
};

class LockedTooShort {
public:
  // scenario: 85, 99
  mock::task<> replace(std::string next) {
    auto guard = co_await mutex_.scoped_lock();
    const auto old = plan_; // note: check
    plan_ = next;
    guard.unlock();
    if (!co_await publish(next)) // note: suspension
      plan_ = old;               // expect: await-snapshot-rollback
  }

private:
  mock::mutex mutex_;
  std::string plan_;
};

mock::mutex g_route_mutex;
std::string g_route;

// scenario: 85
mock::task<> reroute(std::string next) {
  co_await g_route_mutex.lock();
  const auto old = g_route;
  g_route = next;
  if (!co_await publish(next))
    g_route = old; // ok: the mutex is held from the copy to the restore
  g_route_mutex.unlock();
}

struct Timetable {
  mock::mutex mutex;
  std::string text;
};

// scenario: 85, 99
mock::task<> retime(std::shared_ptr<Timetable> table, std::string next) {
  const auto old = table->text; // note: check
  auto guard = co_await table->mutex.scoped_lock();
  table->text = next;
  if (!co_await publish(next))
    table->text = old; // expect: await-snapshot-rollback
}

} // namespace plans
