// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_replicated_log {
#include "test-inputs/clean/replicated_log.cpp"

// What the input only declares.
mock::task<AppendReply> append_entries(NodeId, Term, Index,
                                       std::vector<Entry>) {
  return truth::answer<AppendReply>("append_entries");
}
mock::task<> write_to_disk(Index, std::vector<Entry>) {
  return truth::answer("write_to_disk");
}
mock::task<std::string> apply(std::string) {
  return truth::answer<std::string>("apply");
}
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
auto fields(Entry &it) { return std::tie(it.term, it.command); }
auto fields(AppendReply &it) { return std::tie(it.term, it.success, it.match); }
auto fields(Leader &it) {
  return std::tie(it.peers_, it.term_, it.leading_, it.stopped_, it.log_,
                  it.stable_, it.commit_, it.applied_, it.next_, it.match_,
                  it.results_, it.committed_);
}
auto built(truth::of<Leader>) { return new Leader(any, any); }

TRUTH("clean/replicated_log.cpp") {
  run("Leader::propose", [] { return part<Leader>().propose(any); });
  run("Leader::replicate", [] { return part<Leader>().replicate(any); });
  run("Leader::apply_committed",
      [] { return part<Leader>().apply_committed(); });
}

} // namespace truth_of::clean_replicated_log
