// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_temporary {
#include "test-inputs/await-stale-write/locks_temporary.cpp"

// What the input only declares.
mock::task<int> ask_printer() { return truth::answer<int>("ask_printer"); }
// What is shared, and seen at the end.
auto fields(PrintQueue &it) { return std::tie(it.mutex_, it.depth_); }
auto fields(Tray &it) { return std::tie(it.m, it.sheets); }
auto fields(Stapler &it) { return std::tie(it.mutex_, it.staples_); }

TRUTH("await-stale-write/locks_temporary.cpp") {
  globals(pages_mutex, pages);
  run("PrintQueue::submit", [] { return part<PrintQueue>().submit(); });
  run("PrintQueue::drop_one", [] { return part<PrintQueue>().drop_one(); });
  run("PrintQueue::submit_many",
      [] { return part<PrintQueue>().submit_many(any); });
  run("count_page", [] { return count_page(any); });
  run("pull", [] { return pull(part<Tray>()); });
  run("Stapler::staple", [] { return part<Stapler>().staple(); });
  run("Stapler::refill", [] { return part<Stapler>().refill(); });
}

} // namespace truth_of::stale_write_locks_temporary
