// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_filled_where_empty {
#include "test-inputs/await-stale-write/filled_where_empty.cpp"

// What the input only declares.
auto Names::reply(std::string) -> mock::task<std::string> {
  return truth::answer<std::string>("reply");
}
auto Names::has_changed(std::string) -> mock::task<bool> {
  return truth::answer<bool>("has_changed");
}
// What is shared, and seen at the end.
auto fields(Names &it) { return std::tie(it.entries_); }

TRUTH("await-stale-write/filled_where_empty.cpp") {
  // Two who ask get the same answer.
  run("Names::address_of",
      steady([] { return part<Names>().address_of(any); }));
  run("Names::fresh_address_of",
      [] { return part<Names>().fresh_address_of(any); });
  run("Names::longest", [] { return part<Names>().longest(any); });
}

} // namespace truth_of::stale_write_filled_where_empty
