// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 5 with a reader lock: any number of readers look, find nothing, and create.
#include "coro.h"

#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

mock::task<std::string> pick_seat(std::string user);

struct Office {
  std::map<std::string, std::shared_mutex> locks;
  std::map<std::string, std::string> orders;
};

mock::task<bool> claim(Office &office, std::string user) {
  std::shared_lock look(office.locks[user]);
  if (office.orders.contains(user)) // note: check
    co_return false;
  const std::string seat = co_await pick_seat(user); // note: suspension
  office.orders[user] = seat;                        // expect: await-check-then-act
  co_return true;
}

mock::task<bool> claim_alone(Office &office, std::string user) {
  std::unique_lock alone(office.locks[user]);
  if (office.orders.contains(user))
    co_return false;
  const std::string seat = co_await pick_seat(user);
  office.orders[user] = seat; // ok: exclusive (that it is a lock between threads is another check's concern)
  co_return true;
}

mock::task<> forget(Office &office, std::string user) {
  co_await pick_seat(user);
  std::shared_lock look(office.locks[user]);
  office.orders.erase(user); // expect: await-unheld-lock
}
