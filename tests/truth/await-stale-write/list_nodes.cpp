// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_list_nodes {
#include "test-inputs/await-stale-write/list_nodes.cpp"

namespace belt {
// What is shared, and seen at the end.
auto fields(Tray &it) { return std::tie(it.next, it.item); }
auto fields(Trays &it) { return std::tie(it.front, it.back, it.spare); }
auto fields(Counter &it) { return std::tie(it.waiting); }
} // namespace belt

TRUTH("await-stale-write/list_nodes.cpp") {
  as_built();
  using namespace belt;
  run("serve", [] { return belt::serve(part<belt::Counter>()); });
}

} // namespace truth_of::stale_write_list_nodes
