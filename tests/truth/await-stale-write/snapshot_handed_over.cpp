// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_snapshot_handed_over {
#include "test-inputs/await-stale-write/snapshot_handed_over.cpp"

// What the input only declares.
mock::task<long> interest(long) { return truth::answer<long>("interest"); }
mock::task<> notify() { return truth::answer("notify"); }
// What is shared, and seen at the end.
auto fields(Deposit &it) { return std::tie(it.amount_); }
auto fields(Fund &it) { return std::tie(it.shares); }

TRUTH("await-stale-write/snapshot_handed_over.cpp") {
  run("Deposit::year_end", [] { return part<Deposit>().year_end(); });
  run("Deposit::year_end_at_once",
      [] { return part<Deposit>().year_end_at_once(); });
  run("Deposit::year_end_added",
      [] { return part<Deposit>().year_end_added(); });
  run("set_shares", [] { return set_shares(any, any); });
  run("split", [] { return split(any); });
}

} // namespace truth_of::stale_write_snapshot_handed_over
