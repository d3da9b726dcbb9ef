// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An election in which every answer is compared with the term in which the question was asked.
#include "coro.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

using Term = std::uint64_t;
using NodeId = int;

struct Vote {
  Term term = 0;
  bool granted = false;
};

mock::task<Vote> ask_for_vote(NodeId peer, Term term, NodeId candidate);
mock::task<> save_term(Term term, std::optional<NodeId> voted_for);
mock::task<> sleep_for(std::chrono::milliseconds time);

class Node {
public:
  Node(NodeId id, std::vector<NodeId> peers) : id_(id), peers_(std::move(peers)) {}

  mock::task<bool> campaign() {
    const Term term = ++term_;
    role_ = Role::Candidate;
    voted_for_ = id_;
    co_await save_term(term, id_);
    if (!campaigning(term))
      co_return false;

    std::size_t votes = 1;
    for (NodeId peer : peers_) {
      const Vote vote = co_await ask_for_vote(peer, term, id_);
      if (!campaigning(term))
        co_return false;
      if (vote.term > term_) {
        step_down(vote.term); // ok: compared since the await
        co_return false;
      }
      votes += vote.granted;
    }
    if (2 * votes <= peers_.size() + 1)
      co_return false;
    role_ = Role::Leader; // ok: compared since the last await
    co_return true;
  }

  mock::task<Vote> on_vote_request(Term term, NodeId candidate) {
    if (term > term_)
      step_down(term);
    const bool grant = term == term_ && (!voted_for_ || *voted_for_ == candidate);
    if (grant) {
      voted_for_ = candidate; // ok: before the await
      co_await save_term(term, candidate);
    }
    co_return Vote{term, grant};
  }

  mock::task<> heartbeat() {
    const Term term = term_;
    while (role_ == Role::Leader && term_ == term)
      co_await sleep_for(std::chrono::milliseconds(50));
  }

private:
  enum class Role { Follower, Candidate, Leader };

  bool campaigning(Term term) const { return term_ == term && role_ == Role::Candidate; }

  void step_down(Term term) {
    term_ = term;
    role_ = Role::Follower;
    voted_for_.reset();
  }

  const NodeId id_;
  const std::vector<NodeId> peers_;
  Term term_ = 0;
  Role role_ = Role::Follower;
  std::optional<NodeId> voted_for_;
};
