// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_searches {
#include "test-inputs/await-check-then-act/searches.cpp"

namespace guests {
// What the input only declares.
mock::task<> invite(std::string) { return truth::answer("invite"); }
// What is shared, and seen at the end.
auto fields(Party &it) { return std::tie(it.names_); }
auto fields(Cloakroom &it) { return std::tie(it.hooks); }
} // namespace guests

TRUTH("await-check-then-act/searches.cpp") {
  using namespace guests;
  globals(guests::tables);
  run("Party::by_loop", [] { return part<guests::Party>().by_loop(any); });
  run("Party::by_ranges", [] { return part<guests::Party>().by_ranges(any); });
  run("Party::by_find", [] { return part<guests::Party>().by_find(any); });
  run("Party::by_predicate",
      [] { return part<guests::Party>().by_predicate(any); });
  run("Party::by_find_late",
      [] { return part<guests::Party>().by_find_late(any); });
  run("Party::by_find_twice",
      [] { return part<guests::Party>().by_find_twice(any); });
  run("reserve", [] { return guests::reserve(any); });
  run("reserve_ranges", [] { return guests::reserve_ranges(any); });
  run("hang", [] { return guests::hang(any, any); });
  run("hang_first", [] { return guests::hang_first(any, any); });
}

} // namespace truth_of::check_then_act_searches
