// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_semaphore_of_one {
#include "test-inputs/await-stale-write/locks_semaphore_of_one.cpp"

// What the input only declares.
mock::task<> upload(long) { return truth::answer("upload"); }
// What is shared, and seen at the end.
auto fields(Modem &it) { return std::tie(it.line_, it.sent_); }
auto fields(Fax &it) { return std::tie(it.one_, it.pages_); }
auto fields(Pager &it) { return std::tie(it.turn_, it.calls_); }
auto fields(Permit &it) { return std::tie(it.from); }
auto fields(Channel &it) { return std::tie(it.single, it.total); }

TRUTH("await-stale-write/locks_semaphore_of_one.cpp") {
  globals(antenna, degrees);
  run("Modem::send", [] { return part<Modem>().send(any); });
  run("Fax::send", [] { return part<Fax>().send(); });
  run("Pager::page", [] { return part<Pager>().page(); });
  run("rotate", [] { return rotate(any); });
  run("relay", [] { return relay(any, any); });
}

} // namespace truth_of::stale_write_locks_semaphore_of_one
