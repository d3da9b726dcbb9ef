// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_cross_contract_counter {
#include "test-inputs/situations/cross_contract_counter.cpp"

namespace chain {
// What the input only declares.
mock::task<long> call(std::string, std::string) {
  return truth::answer<long>("call");
}
mock::future<long> view(std::string, std::string) {
  return mock::future<long>(truth::some<long>());
}
} // namespace chain

// What is shared, and seen at the end.
auto fields(VoteContract &it) { return std::tie(it.votes_, it.last_); }
auto fields(TicketContract &it) { return std::tie(it.next_); }
auto fields(Epoch &it) { return std::tie(it.height); }

TRUTH("situations/cross_contract_counter.cpp") {
  globals(total_calls, total_gas);
  run("VoteContract::vote", [] { return part<VoteContract>().vote(any); });
  run("VoteContract::vote_in_one_step",
      [] { return part<VoteContract>().vote_in_one_step(any); });
  run("VoteContract::vote_in_one_expression",
      [] { return part<VoteContract>().vote_in_one_expression(); });
  run("VoteContract::revoke", [] { return part<VoteContract>().revoke(); });
  run("TicketContract::issue",
      [] { return part<TicketContract>().issue(any); });
  run("TicketContract::issue_at_once",
      [] { return part<TicketContract>().issue_at_once(any); });
  run("proxy", [] { return proxy(any, any); });
  run("measure", [] { return measure(any); });
  run("advance", [] { return advance(any); });
  run("rewind", [] { return rewind(any); });
}

} // namespace truth_of::situations_cross_contract_counter
