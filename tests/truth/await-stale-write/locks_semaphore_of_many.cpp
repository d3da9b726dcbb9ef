// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_semaphore_of_many {
#include "test-inputs/await-stale-write/locks_semaphore_of_many.cpp"

// What the input only declares.
mock::task<> upload(long) { return truth::answer("upload"); }
// What is shared, and seen at the end.
auto fields(Cable &it) { return std::tie(it.slots_, it.sent_, it.quota_); }
auto fields(Printer &it) { return std::tie(it.trays, it.counting, it.sheets); }

TRUTH("await-stale-write/locks_semaphore_of_many.cpp") {
  globals(uplinks, frames);
  run("Cable::send", [] { return part<Cable>().send(any); });
  run("Cable::send_within", [] { return part<Cable>().send_within(any); });
  run("transmit", [] { return transmit(); });
  run("print", [] { return print(any, any); });
}

} // namespace truth_of::stale_write_locks_semaphore_of_many
