// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_leader_election {
#include "test-inputs/clean/leader_election.cpp"

// What the input only declares.
mock::task<Vote> ask_for_vote(NodeId, Term, NodeId) {
  return truth::answer<Vote>("ask_for_vote");
}
mock::task<> save_term(Term, std::optional<NodeId>) {
  return truth::answer("save_term");
}
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::answer("sleep_for");
}
// What is shared, and seen at the end.
auto fields(Vote &it) { return std::tie(it.term, it.granted); }
auto fields(Node &it) {
  return std::tie(it.id_, it.peers_, it.term_, it.role_, it.voted_for_);
}
auto built(truth::of<Node>) { return new Node(any, any); }

TRUTH("clean/leader_election.cpp") {
  skip("Node::campaign",
       "a vote that is split has no winner, which no serial execution shows");
  run("Node::on_vote_request",
      [] { return part<Node>().on_vote_request(any, any); });
  run("Node::heartbeat", [] { return part<Node>().heartbeat(); });
}

} // namespace truth_of::clean_leader_election
