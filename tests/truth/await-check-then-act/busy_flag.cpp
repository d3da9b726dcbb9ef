// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_busy_flag {
#include "test-inputs/await-check-then-act/busy_flag.cpp"

// What the input only declares.
mock::task<Listing> fetch_listing(std::string) {
  return truth::answer<Listing>("fetch_listing");
}
mock::task<bool> dial(int) { return truth::answer<bool>("dial"); }
// What is shared, and seen at the end.
auto fields(Listing &it) { return std::tie(it.revision); }
auto fields(Mirror &it) {
  return std::tie(it.url, it.revision, it.attempts, it.refreshing, it.dialing);
}
auto fields(LateMirror &it) {
  return std::tie(it.url, it.revision, it.refreshing);
}
auto fields(DeafMirror &it) { return std::tie(it.attempts, it.dialing); }
auto fields(Uplink &it) { return std::tie(it.sending, it.credits); }

TRUTH("await-check-then-act/busy_flag.cpp") {
  run("Mirror::refresh", [] { return part<Mirror>().refresh(); });
  run("Mirror::reconnect", [] { return part<Mirror>().reconnect(); });
  run("LateMirror::refresh", [] { return part<LateMirror>().refresh(); });
  run("DeafMirror::reconnect", [] { return part<DeafMirror>().reconnect(); });
  run("DeafMirror::redial", [] { return part<DeafMirror>().redial(); });
  run("send", [] { return send(any); });
}

} // namespace truth_of::check_then_act_busy_flag
