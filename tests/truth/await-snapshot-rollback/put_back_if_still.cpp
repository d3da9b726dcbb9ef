// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_put_back_if_still {
#include "test-inputs/await-snapshot-rollback/put_back_if_still.cpp"

// What the input only declares.
mock::task<bool> use(const Tool *) { return truth::answer<bool>("use"); }
mock::task<bool> try_out() { return truth::answer<bool>("try_out"); }
// What is shared, and seen at the end.
auto fields(Tool &it) { return std::tie(it.id); }
auto fields(Settings &it) { return std::tie(it.speed, it.power); }
auto fields(Bench &it) { return std::tie(it.spare, it.at_work, it.settings); }

TRUTH("await-snapshot-rollback/put_back_if_still.cpp") {
  run("Bench::borrow", [] { return part<Bench>().borrow(); });
  run("Bench::borrow_and_overwrite",
      [] { return part<Bench>().borrow_and_overwrite(); });
  run("Bench::work", [] { return part<Bench>().work(any); });
  run("Bench::try_settings", [] { return part<Bench>().try_settings(); });
  run("Bench::try_draft", [] { return part<Bench>().try_draft(); });
}

} // namespace truth_of::snapshot_rollback_put_back_if_still
