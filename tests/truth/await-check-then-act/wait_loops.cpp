// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_wait_loops {
#include "test-inputs/await-check-then-act/wait_loops.cpp"

// What the input only declares.
mock::task<> tick() { return truth::answer("tick"); }
mock::task<> ship(const std::vector<int> &) { return truth::answer("ship"); }
// What is shared, and seen at the end.
auto fields(Bucket &it) { return std::tie(it.tokens, it.cap, it.peak); }
auto fields(Depot &it) { return std::tie(it.parcels); }

TRUTH("await-check-then-act/wait_loops.cpp") {
  run("Bucket::take", [] { return part<Bucket>().take(); });
  run("Bucket::fill", [] { return part<Bucket>().fill(); });
  run("Bucket::note_peak", [] { return part<Bucket>().note_peak(any); });
  run("Depot::collect", [] { return part<Depot>().collect(); });
  run("Depot::collect_last", [] { return part<Depot>().collect_last(); });
}

} // namespace truth_of::check_then_act_wait_loops
