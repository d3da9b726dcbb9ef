// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_compound_assignment {
#include "test-inputs/await-stale-write/compound_assignment.cpp"

namespace telemetry {
// What the input only declares.
mock::task<unsigned int> next_frame() {
  return truth::answer<unsigned int>("next_frame");
}
mock::task<std::string> next_line() {
  return truth::answer<std::string>("next_line");
}
mock::task<Bytes> receive() { return truth::answer<Bytes>("receive"); }
// What is shared, and seen at the end.
auto fields(Bytes &it) { return std::tie(it.n); }
auto fields(Channel &it) {
  return std::tie(it.frames, it.flags, it.transcript, it.received, it.seen);
}
auto fields(Peer &it) { return std::tie(it.lost, it.sent); }
} // namespace telemetry

TRUTH("await-stale-write/compound_assignment.cpp") {
  using namespace telemetry;
  globals(telemetry::g_bytes_in, telemetry::g_frames_by_port);
  skip("Channel::arithmetic", "each of its steps is right by itself, and the "
                              "whole is not meant to be one step");
  skip("Channel::bits", "each of its steps is right by itself, and the whole "
                        "is not meant to be one step");
  run("Channel::spelled_out",
      [] { return part<telemetry::Channel>().spelled_out(); });
  run("Channel::spelled_out_bits",
      [] { return part<telemetry::Channel>().spelled_out_bits(); });
  skip("Channel::text", "each of its steps is right by itself, and the whole "
                        "is not meant to be one step");
  run("Channel::overloaded",
      [] { return part<telemetry::Channel>().overloaded(); });
  run("Channel::atomic", [] { return part<telemetry::Channel>().atomic(); });
  run("count_globally", [] { return telemetry::count_globally(any); });
  run("count_globally_spelled_out",
      [] { return telemetry::count_globally_spelled_out(); });
  run("account",
      [] { return telemetry::account(any, part<telemetry::Peer>()); });
}

} // namespace truth_of::stale_write_compound_assignment
