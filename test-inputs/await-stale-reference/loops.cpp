// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop over a shared container that suspends in its body.
#include "coro.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace mailing {

struct Subscriber {
  std::string address;
  bool active = true;
  int sent = 0;
};

mock::task<bool> mail(std::string address);
mock::task<> pause();

class List {
public:
  void subscribe(Subscriber s) { members_.push_back(std::move(s)); }
  void unsubscribe(const std::string &topic) { by_topic_.erase(topic); }

  // scenario: 71
  mock::task<> send_all() {
    for (auto &member : members_)    // expect: await-stale-reference // note: check
      co_await mail(member.address); // note: suspension
  }

  // scenario: 71
  mock::task<> send_topic() {
    for (const auto &[topic, address] : by_topic_) { // expect: await-stale-reference
      if (topic.empty())
        continue;
      co_await mail(address);
    }
  }

  // scenario: 71
  mock::task<> send_copy() {
    const auto members = members_;
    for (const auto &member : members)
      co_await mail(member.address); // ok: the loop runs over a copy
  }

  // scenario: 71
  mock::task<> send_taken() {
    auto members = std::exchange(members_, {});
    for (auto &member : members)
      co_await mail(member.address); // ok: nobody else has these any more
  }

  // scenario: 71
  mock::task<> send_keys() {
    std::vector<std::string> topics;
    for (const auto &[topic, address] : by_topic_)
      topics.push_back(topic); // ok: this loop does not suspend
    for (const auto &topic : topics) {
      auto it = by_topic_.find(topic);
      if (it == by_topic_.end())
        continue;
      co_await mail(it->second); // ok: looked up in each round
    }
  }

  // scenario: 71
  mock::task<> send_first_active() {
    for (auto &member : members_)
      if (member.active) {
        co_await mail(member.address);
        co_return; // ok: the loop does not go on
      }
  }

  // scenario: 71
  mock::task<> send_one_and_count() {
    for (auto &member : members_) // note: check
      if (member.active) {
        co_await mail(member.address); // note: suspension
        ++member.sent;                 // expect: await-stale-reference
        break;
      }
  }

  // scenario: 72
  mock::task<> send_by_index() {
    for (std::size_t i = 0; i < members_.size(); ++i)
      co_await mail(members_[i].address); // ok: the index is tested again in each round
  }

  // scenario: 71
  mock::task<> send_then_loop() {
    co_await pause();
    for (auto &member : members_)
      ++member.sent; // ok: the suspension is before the loop
  }

private:
  std::vector<Subscriber> members_;
  std::map<std::string, std::string> by_topic_;
};

std::vector<Subscriber> banned;

void ban(Subscriber s) { banned.push_back(std::move(s)); }

// scenario: 71
mock::task<> notify_banned() {
  for (const Subscriber &s : banned) // expect: await-stale-reference
    if (!co_await mail(s.address))
      break;
}

// scenario: 71
mock::task<bool> notify_one_banned() {
  for (const Subscriber &s : banned)
    co_return co_await mail(s.address); // ok: leaves with the first
  co_return false;
}

struct Campaign {
  std::set<std::string> addresses;
};

void drop(Campaign &campaign, const std::string &a) { campaign.addresses.erase(a); }

// scenario: 71
mock::task<> run(std::shared_ptr<Campaign> campaign) {
  for (auto address : campaign->addresses) { // expect: await-stale-reference
    co_await pause();
    co_await mail(address);
  }
}

// scenario: 71
mock::task<> run_copy(std::shared_ptr<Campaign> campaign) {
  for (auto address : std::set(campaign->addresses))
    co_await mail(address); // ok: a copy that lives as long as the loop
}

// scenario: 71
mock::task<> run_in_turn(Campaign &campaign) {
  while (!campaign.addresses.empty()) {
    std::string address = *campaign.addresses.begin();
    campaign.addresses.erase(address);
    co_await mail(address); // ok: nothing is kept over the await
  }
}

// scenario: 71
mock::task<> run_own(std::vector<std::string> addresses) {
  for (const auto &address : addresses)
    co_await mail(address); // ok: a parameter by value
}

// scenario: 71
template <class Range> mock::task<> run_any(Range &range) {
  for (auto &address : range) // expect: await-stale-reference medium
    co_await mail(address);
  range.clear();
}
template mock::task<> run_any<std::vector<std::string>>(std::vector<std::string> &);

} // namespace mailing
