// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_asio_line_server {
#include "test-inputs/clean/asio_line_server.cpp"

// What is shared, and seen at the end.
auto fields(Room &it) { return std::tie(it.sessions_); }
auto fields(Session &it) { return std::tie(it.socket_, it.timer_, it.room_, it.queue_, it.sent_, it.received_); }
auto built(truth::of<Session>) { return new Session(any, part<Room>()); }

TRUTH("clean/asio_line_server.cpp") {
  run("listen", [] { return listen(any, part<Room>(), any); });
}

} // namespace truth_of::clean_asio_line_server
