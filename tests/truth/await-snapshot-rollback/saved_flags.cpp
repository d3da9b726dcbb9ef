// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_saved_flags {
#include "test-inputs/await-snapshot-rollback/saved_flags.cpp"

namespace jobs {
// What the input only declares.
mock::task<> work() { return truth::fallible<>("work"); }
// What is shared, and seen at the end.
auto fields(Exclusive &it) { return std::tie(it.busy_); }
auto fields(ExclusiveByCheck &it) { return std::tie(it.busy); }
auto fields(Overlapping &it) { return std::tie(it.busy_); }
auto fields(Quiet &it) { return std::tie(it.muted_); }
auto fields(Printer &it) { return std::tie(it.printing, it.paused); }
} // namespace jobs

TRUTH("await-snapshot-rollback/saved_flags.cpp") {
  using namespace jobs;
  globals(jobs::importing, jobs::exporting);
  run("Exclusive::run", [] { return part<jobs::Exclusive>().run(); });
  run("ExclusiveByCheck::run",
      [] { return part<jobs::ExclusiveByCheck>().run(); });
  run("Overlapping::run", [] { return part<jobs::Overlapping>().run(); });
  run("Quiet::without_events",
      [] { return part<jobs::Quiet>().without_events(); });
  run("import_all", [] { return jobs::import_all(); });
  run("export_all", [] { return jobs::export_all(); });
  run("print", [] { return jobs::print(any); });
  run("clean", [] { return jobs::clean(part<jobs::Printer>()); });
}

} // namespace truth_of::snapshot_rollback_saved_flags
