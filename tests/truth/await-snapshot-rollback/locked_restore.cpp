// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_locked_restore {
#include "test-inputs/await-snapshot-rollback/locked_restore.cpp"

namespace plans {
// What the input only declares.
mock::task<bool> publish(std::string) { return truth::answer<bool>("publish"); }
// What is shared, and seen at the end.
auto fields(Locked &it) { return std::tie(it.mutex_, it.plan_); }
auto fields(LockedTooShort &it) { return std::tie(it.mutex_, it.plan_); }
auto fields(Timetable &it) { return std::tie(it.mutex, it.text); }
} // namespace plans

TRUTH("await-snapshot-rollback/locked_restore.cpp") {
  using namespace plans;
  globals(plans::g_route_mutex, plans::g_route);
  run("Locked::replace", [] { return part<plans::Locked>().replace(any); });
  run("LockedTooShort::replace",
      [] { return part<plans::LockedTooShort>().replace(any); });
  run("reroute", [] { return plans::reroute(any); });
  run("retime", [] { return plans::retime(any, any); });
}

} // namespace truth_of::snapshot_rollback_locked_restore
