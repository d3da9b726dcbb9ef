// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::torn_update_reverse_index {
#include "test-inputs/await-torn-update/reverse_index.cpp"

namespace paging {
// What the input only declares.
mock::task<> verify(std::string) { return truth::answer("verify"); }
mock::task<std::string> read(int) { return truth::answer<std::string>("read"); }
// What is shared, and seen at the end.
auto fields(Directory &it) { return std::tie(it.by_id_, it.by_name_); }
auto fields(Names &it) { return std::tie(it.ids, it.names); }
auto fields(Graph &it) { return std::tie(it.out, it.in); }
template <class Value> auto fields(Registry<Value> &it) {
  return std::tie(it.items_, it.known_);
}
} // namespace paging

TRUTH("await-torn-update/reverse_index.cpp") {
  using namespace paging;
  globals(paging::cached, paging::recency);
  run("Directory::add_verified",
      [] { return part<paging::Directory>().add_verified(any, any); });
  run("Directory::add_verified_late",
      [] { return part<paging::Directory>().add_verified_late(any, any); });
  run("load", [] { return paging::load(any); });
  run("load_then_put", [] { return paging::load_then_put(any); });
  run("learn_verified", [] { return paging::learn_verified(any, any, any); });
  skip("forget_slowly",
       "marked as racy; no beginning that shows it is known yet");
  run("connect_checked", [] { return paging::connect_checked(any, any, any); });
  run("connect_after_check",
      [] { return paging::connect_after_check(any, any, any); });
  run("Registry::add_slowly",
      [] { return part<paging::Registry<int>>().add_slowly(any); });
}

} // namespace truth_of::torn_update_reverse_index
