// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_lock_leases {
#include "test-inputs/clean/lock_leases.cpp"

// What the input only declares.
mock::task<> sleep_until(Clock::time_point time) {
  return truth::ticks("sleep_until", time - Clock::now());
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
  skip("Keeper::run", "each of its steps is right by itself, and the whole is "
                      "not meant to be one step");
  skip(
      "LeaseTable::acquire",
      "time that one of them waits is there for the other as well, on purpose");
  run("LeaseTable::renew", [] { return part<LeaseTable>().renew(any, any); });
  run("LeaseTable::release",
      [] { return part<LeaseTable>().release(any, any); });
  run("LeaseTable::sweep", [] { return part<LeaseTable>().sweep(); });
}

} // namespace truth_of::clean_lock_leases
