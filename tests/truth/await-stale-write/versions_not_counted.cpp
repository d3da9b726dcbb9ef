// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_versions_not_counted {
#include "test-inputs/await-stale-write/versions_not_counted.cpp"

// What the input only declares.
mock::task<bool> confirm(int) { return truth::answer<bool>("confirm"); }
mock::task<> archive(int) { return truth::answer("archive"); }
// What is shared, and seen at the end; how often it was counted is not.
auto fields(Page &it) { return std::tie(it.locked); }
auto fields(Draft &it) { return std::tie(it.locked); }
auto fields(Ledger &it) { return std::tie(it.total); }
auto fields(Hall &it) { return std::tie(it.guests); }
auto fields(Search &it) { return std::tie(it.found); }

TRUTH("await-stale-write/versions_not_counted.cpp") {
  run(
      "Page::edit", [] { return part<Page>().edit(any); },
      [] { return part<Page>().claim(any); });
  run("Page::claim", [] { return part<Page>().claim(any); });
  run("Draft::edit", [] { return part<Draft>().edit(any); });
  run("Draft::claim", [] { return part<Draft>().claim(any); });
  run("Ledger::book", [] { return part<Ledger>().book(any, any); });
  run("Hall::enter", [] { return part<Hall>().enter(any); });
  skip("Hall::enter_known", "who is overtaken gives up, on purpose");
  skip("Search::find", "who is overtaken gives up, on purpose");
  skip("Search::find_again", "who is overtaken gives up, on purpose");
}

} // namespace truth_of::stale_write_versions_not_counted
