// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_lock_leases {
#include "test-inputs/clean/lock_leases.cpp"

// What the input only declares.
mock::task<> sleep_until(Clock::time_point) {
  return truth::answer("sleep_until");
}
mock::task<> record(std::string, Token) { return truth::answer("record"); }
mock::task<bool> renew_remotely(std::string, Token) {
  return truth::answer<bool>("renew_remotely");
}
// What is shared, and seen at the end.
auto fields(LeaseTable &it) {
  return std::tie(it.leases_, it.last_token_, it.expired_);
}
auto fields(LeaseTable::Lease &it) { return std::tie(it.token, it.expires); }
auto fields(Keeper &it) { return std::tie(it.name_, it.token_, it.held_); }
auto built(truth::of<Keeper>) { return new Keeper(any, any); }

TRUTH("clean/lock_leases.cpp") {
  skip("Keeper::run", "more schedules than can be run");
  skip("LeaseTable::acquire", "its arguments have to be made by hand");
  skip("LeaseTable::renew", "its arguments have to be made by hand");
  skip("LeaseTable::release", "its arguments have to be made by hand");
  skip("LeaseTable::sweep", "its arguments have to be made by hand");
}

} // namespace truth_of::clean_lock_leases
