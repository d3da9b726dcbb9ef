// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_shared_parts {
#include "test-inputs/await-stale-write/shared_parts.cpp"

// What the input only declares.
mock::task<long> appraise() { return truth::answer<long>("appraise"); }
// What is shared, and seen at the end.
auto fields(Estate &it) { return std::tie(it.value, it.debt); }
auto fields(Office &it) { return std::tie(it.house, it.garden); }

TRUTH("await-stale-write/shared_parts.cpp") {
  globals(town, village);
  run("Office::revalue", [] { return part<Office>().revalue(); });
  run("Office::rebuild", [] { return part<Office>().rebuild(); });
  run("Office::compare", [] { return part<Office>().compare(); });
  run("Office::extend", [] { return part<Office>().extend(); });
  run("Office::extend_through", [] { return part<Office>().extend_through(); });
  run("Office::extend_fresh", [] { return part<Office>().extend_fresh(); });
  run("refinance", [] { return refinance(any); });
  run("refinance_field", [] { return refinance_field(any); });
  run("inherit", [] { return inherit(part<Estate>(), part<Estate>()); });
  run("inherit_pointers", [] { return inherit_pointers(any, any); });
  run("merge", [] { return merge(); });
  run("merge_town", [] { return merge_town(); });
}

} // namespace truth_of::stale_write_shared_parts
