// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::torn_update_cursors {
#include "test-inputs/await-torn-update/cursors.cpp"

namespace spool {
// What the input only declares.
mock::task<int> scan() { return truth::answer<int>("scan"); }
mock::task<> print(int) { return truth::answer("print"); }
mock::task<bool> connect(std::string) { return truth::answer<bool>("connect"); }
// What is shared, and seen at the end.
auto fields(Ring &it) { return std::tie(it.slots_, it.tail_, it.count_); }
auto fields(Printer &it) { return std::tie(it.state_, it.since_); }
auto fields(Link &it) { return std::tie(it.host, it.epoch); }
} // namespace spool

TRUTH("await-torn-update/cursors.cpp") {
  using namespace spool;
  globals(spool::pages, spool::next_page);
  run("Ring::push_scanned", [] { return part<spool::Ring>().push_scanned(); });
  run("Ring::push_scanned_late",
      [] { return part<spool::Ring>().push_scanned_late(); });
  run("fail_over", [] { return spool::fail_over(any, any); });
  run("fail_over_late", [] { return spool::fail_over_late(any, any); });
  run("insert_page", [] { return spool::insert_page(); });
  run("Printer::run", [] { return part<Printer>().run(any); });
  run("Printer::run_marked", [] { return part<Printer>().run_marked(any); });
}

} // namespace truth_of::torn_update_cursors
