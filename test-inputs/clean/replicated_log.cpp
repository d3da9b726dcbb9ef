// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A replicated log: answers are compared with the term, positions of followers only grow.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

using Term = std::uint64_t;
using Index = std::uint64_t;
using NodeId = int;

struct Entry {
  Term term = 0;
  std::string command;
};

struct AppendReply {
  Term term = 0;
  bool success = false;
  Index match = 0;
};

mock::task<AppendReply> append_entries(NodeId to, Term term, Index after,
                                       std::vector<Entry> entries);
/// Writes reach the disk in the order of the calls.
mock::task<> write_to_disk(Index first, std::vector<Entry> entries);
mock::task<std::string> apply(std::string command);
mock::task<> sleep_for(std::chrono::milliseconds time);

class Leader {
public:
  Leader(std::vector<NodeId> peers, Term term) : peers_(std::move(peers)), term_(term) {}

  mock::task<std::optional<Index>> propose(std::string command) {
    const Term term = term_;
    if (!leading_)
      co_return std::nullopt;
    log_.push_back({term, std::move(command)});
    const Index index = log_.size();
    co_await write_to_disk(index, {log_.back()});
    if (term_ != term)
      co_return std::nullopt;
    stable_ = std::max(stable_, index); // ok: never back
    advance_commit();
    while (leading_ && term_ == term && commit_ < index)
      co_await committed_.wait();
    const bool committed = term_ == term && commit_ >= index;
    co_return committed ? std::optional(index) : std::nullopt;
  }

  mock::task<> replicate(NodeId peer) {
    const Term term = term_;
    while (leading_ && term_ == term) {
      const Index after = next_[peer];
      if (after >= log_.size()) {
        co_await sleep_for(std::chrono::milliseconds(10));
        continue;
      }
      std::vector<Entry> batch(log_.begin() + after, log_.end());
      const AppendReply reply = co_await append_entries(peer, term, after, std::move(batch));
      if (!leading_ || term_ != term)
        co_return;
      if (reply.term > term_) {
        step_down(reply.term); // ok: compared since the await
        co_return;
      }
      if (reply.success) {
        Index &match = match_[peer];
        match = std::max(match, reply.match); // ok: an older answer does not move it back
        next_[peer] = match;
        advance_commit();
      } else if (next_[peer] == after && after > 0) {
        next_[peer] = after - 1; // ok: only if nobody moved it meanwhile
      }
    }
  }

  mock::task<> apply_committed() {
    while (!stopped_) {
      if (applied_ >= commit_) {
        co_await committed_.wait();
        continue;
      }
      const Index index = ++applied_;
      const std::string command = log_[index - 1].command;
      results_[index] = co_await apply(command); // ok: each index is taken once
    }
  }

  void step_down(Term term) {
    term_ = std::max(term_, term);
    leading_ = false;
    committed_.set();
    committed_.reset();
  }

  void stop() {
    stopped_ = true;
    step_down(term_);
  }

private:
  void advance_commit() {
    std::vector<Index> positions{stable_};
    for (NodeId peer : peers_)
      positions.push_back(match_[peer]);
    const auto middle = positions.begin() + (positions.size() - 1) / 2;
    std::nth_element(positions.begin(), middle, positions.end());
    const Index majority = *middle;
    if (majority <= commit_ || log_[majority - 1].term != term_)
      return;
    commit_ = majority;
    committed_.set();
    committed_.reset();
  }

  const std::vector<NodeId> peers_;
  Term term_;
  bool leading_ = true;
  bool stopped_ = false;
  std::vector<Entry> log_;
  Index stable_ = 0;
  Index commit_ = 0;
  Index applied_ = 0;
  std::map<NodeId, Index> next_;
  std::map<NodeId, Index> match_;
  std::map<Index, std::string> results_;
  mock::event committed_;
};
