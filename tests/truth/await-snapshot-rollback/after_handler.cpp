// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_after_handler {
#include "test-inputs/await-snapshot-rollback/after_handler.cpp"

namespace quotas {
// What the input only declares.
mock::task<> grant(long) { return truth::fallible<>("grant"); }
mock::task<> report_failure() { return truth::fallible<>("report_failure"); }
// What is shared, and seen at the end.
auto fields(Tenant &it) { return std::tie(it.used_); }
auto fields(Bucket &it) { return std::tie(it.tokens); }
} // namespace quotas

TRUTH("await-snapshot-rollback/after_handler.cpp") {
  using namespace quotas;
  globals(quotas::cluster_quota);
  run("Tenant::allocate", [] { return part<quotas::Tenant>().allocate(any); });
  run("Tenant::allocate_reporting",
      [] { return part<quotas::Tenant>().allocate_reporting(any); });
  run("Tenant::allocate_compensated",
      [] { return part<quotas::Tenant>().allocate_compensated(any); });
  run("carve_out", [] { return quotas::carve_out(any); });
  run("carve_out_compensated",
      [] { return quotas::carve_out_compensated(any); });
  run("take", [] { return quotas::take(any, any); });
}

} // namespace truth_of::snapshot_rollback_after_handler
