// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_batches {
#include "test-inputs/await-snapshot-rollback/batches.cpp"

namespace outgoing {
// What the input only declares.
mock::task<bool> send(const std::vector<Event> &) {
  return truth::fallible<bool>("send");
}
mock::task<bool> send_lines(std::deque<std::string>) {
  return truth::fallible<bool>("send_lines");
}
// What is shared, and seen at the end.
auto fields(Event &it) { return std::tie(it.name); }
auto fields(Uplink &it) { return std::tie(it.pending); }
auto fields(Outbox &it) { return std::tie(it.events); }
} // namespace outgoing

TRUTH("await-snapshot-rollback/batches.cpp") {
  using namespace outgoing;
  globals(outgoing::log_lines);
  run("Uplink::flush", [] { return part<outgoing::Uplink>().flush(); });
  run("Uplink::flush_exchanged",
      [] { return part<outgoing::Uplink>().flush_exchanged(); });
  skip("Uplink::flush_in_front", "no item is lost, but one that finds nothing "
                                 "to send is more than serial executions have");
  run("ship_log", [] { return outgoing::ship_log(); });
  skip("ship_log_in_front", "no item is lost, but one that finds nothing to "
                            "send is more than serial executions have");
  run("deliver", [] { return outgoing::deliver(any); });
  skip("deliver_in_front", "no item is lost, but one that finds nothing to "
                           "send is more than serial executions have");
}

} // namespace truth_of::snapshot_rollback_batches
