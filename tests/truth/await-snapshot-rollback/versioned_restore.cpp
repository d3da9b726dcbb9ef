// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_versioned_restore {
#include "test-inputs/await-snapshot-rollback/versioned_restore.cpp"

namespace drafts {
// What the input only declares.
mock::task<bool> publish(std::string) { return truth::answer<bool>("publish"); }
// What is shared, and seen at the end.
auto fields(Versioned &it) { return std::tie(it.plan_, it.version_); }
auto fields(Unversioned &it) { return std::tie(it.plan_); }
auto fields(Timetable &it) { return std::tie(it.draft, it.notes, it.revision); }
} // namespace drafts

TRUTH("await-snapshot-rollback/versioned_restore.cpp") {
  using namespace drafts;
  run("Versioned::replace",
      [] { return part<drafts::Versioned>().replace(any); });
  run("Unversioned::replace",
      [] { return part<drafts::Unversioned>().replace(any); });
  run("redraft", [] { return drafts::redraft(any, any); });
  run("annotate", [] { return drafts::annotate(any, any); });
}

} // namespace truth_of::snapshot_rollback_versioned_restore
