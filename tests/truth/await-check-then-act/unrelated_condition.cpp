// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_unrelated_condition {
#include "test-inputs/await-check-then-act/unrelated_condition.cpp"

// What the input only declares.
mock::task<> warn_operator() { return truth::answer("warn_operator"); }
mock::task<bool> is_healthy(std::string) {
  return truth::answer<bool>("is_healthy");
}
// What is shared, and seen at the end.
auto fields(Alarm &it) { return std::tie(it.level, it.disarmed); }
auto fields(Node &it) { return std::tie(it.failures); }

TRUTH("await-check-then-act/unrelated_condition.cpp") {
  globals(siren, reachable);
  run("Alarm::escalate", [] { return part<Alarm>().escalate(); });
  run("Alarm::poll", [] { return part<Alarm>().poll(); });
  run("Alarm::poll_inverted", [] { return part<Alarm>().poll_inverted(); });
  run("Alarm::disarm", [] { return part<Alarm>().disarm(); });
  run("reset_failures", [] { return reset_failures(part<Node>()); });
  run("forgive", [] { return forgive(part<Node>()); });
  run("probe", [] { return probe(any, any); });
  run("silence", [] { return silence(); });
  run("sweep", [] { return sweep(any); });
}

} // namespace truth_of::check_then_act_unrelated_condition
