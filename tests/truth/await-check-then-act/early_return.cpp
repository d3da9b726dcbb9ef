// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_early_return {
#include "test-inputs/await-check-then-act/early_return.cpp"

// What the input only declares.
mock::task<> prepare(std::string) { return truth::answer("prepare"); }
mock::task<int> collect_votes(long) {
  return truth::answer<int>("collect_votes");
}
// What is shared, and seen at the end.
auto fields(Server &it) { return std::tie(it.running); }
auto fields(Journal &it) { return std::tie(it.opened); }
// How many rounds it took does not matter.
auto fields(Election &it) { return std::tie(it.chosen); }

TRUTH("await-check-then-act/early_return.cpp") {
  using namespace cluster;
  globals(cluster::leader, cluster::term);
  run("Server::start", [] { return part<Server>().start(); });
  run("Server::start_claimed", [] { return part<Server>().start_claimed(); });
  run("Server::start_looking_twice",
      [] { return part<Server>().start_looking_twice(); });
  run("campaign", [] { return cluster::campaign(any); });
  run("campaign_by_the_book",
      [] { return cluster::campaign_by_the_book(any); });
  run("open_journal", [] { return open_journal(any); });
  run("open_journal_first", [] { return open_journal_first(any); });
  run("Election::run", [] { return part<Election>().run(any); });
}

} // namespace truth_of::check_then_act_early_return
