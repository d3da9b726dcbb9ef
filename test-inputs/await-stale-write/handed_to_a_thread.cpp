// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A variable of each thread, given as it is to a callable that makes it its own: what it runs for goes along.
// All coroutines of a thread share it, so that a count of it is a count like any other.
#include "coro.h"

#include <functional>

namespace tenants {

struct Tenant;

thread_local Tenant *acting = nullptr;
thread_local long served = 0;
Tenant *owner = nullptr;

void start(std::function<void()> work);
mock::task<> answer();

void work_as_we_do() {
  Tenant *const mine = acting;
  start([mine] {
    acting = mine; // expect: await-stale-write low
  });
}

void count_elsewhere() {
  const long before = served; // note: check
  start([before] {            // note: suspension
    served = before + 1;      // expect: await-stale-write
  });
}

mock::task<> count_here() {
  const long before = served; // note: check
  co_await answer();          // note: suspension
  served = before + 1;        // expect: await-stale-write
}

mock::task<> act_on() {
  Tenant *const before = acting; // note: check
  co_await answer();             // note: suspension
  acting = before;               // expect: await-stale-write
}

void hand_on_the_owner() {
  Tenant *const before = owner; // note: check
  start([before] {              // note: suspension
    owner = before;             // expect: await-stale-write
  });
}

void act_for(Tenant *t) {
  acting = t;
  owner = t;
  ++served;
}

} // namespace tenants
