// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_asio_heartbeats {
#include "test-inputs/clean/asio_heartbeats.cpp"

// What is shared, and seen at the end.
auto fields(Watchdog &it) { return std::tie(it.timer_, it.limit_, it.deadline_); }
auto built(truth::of<Watchdog>) { return new Watchdog(any, any); }
auto fields(Heartbeats &it) { return std::tie(it.context_, it.socket_, it.lost_, it.peers_, it.stopped_, it.beats_); }
auto built(truth::of<Heartbeats>) { return new Heartbeats(part<asio::io_context>(), any, any); }

TRUTH("clean/asio_heartbeats.cpp") {
  run("Watchdog::expired", [] { return part<Watchdog>().expired(); });
  run("Heartbeats::receive", [] { return part<Heartbeats>().receive(); });
  run("Heartbeats::beat", [] { return part<Heartbeats>().beat(); });
}

} // namespace truth_of::clean_asio_heartbeats
