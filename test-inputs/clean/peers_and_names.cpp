// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Names that are resolved once for all who ask, and peers that are dropped when they stay silent.
#include "coro.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

mock::task<std::optional<std::string>> resolve(std::string host);
mock::task<bool> ping(int peer);
mock::task<> write_all(std::string bytes);
long seconds();

/// Old answers are thrown away before a new one is asked for: that is no debt.
class Names {
public:
  mock::task<std::string> lookup(std::string host) {
    for (;;) {
      if (auto it = known_.find(host); it != known_.end()) {
        if (it->second.expires > seconds())
          co_return it->second.address;
        known_.erase(it); // ok: out of date, whatever comes next
      }
      auto other = asked_.find(host);
      if (other == asked_.end())
        break;
      auto answered = other->second;
      co_await answered->wait();
    }
    auto answered = std::make_shared<mock::event>();
    asked_.emplace(host, answered);
    auto address = co_await resolve(host);
    asked_.erase(host);
    if (address)
      known_[host] = Answer{*address, seconds() + 60};
    answered->set();
    co_return address.value_or("");
  }

  // Only takes out: nothing that a lookup found missing is there after it.
  void purge() {
    std::erase_if(known_, [](auto &entry) { return entry.second.expires <= seconds(); });
  }

private:
  struct Answer {
    std::string address;
    long expires;
  };
  std::unordered_map<std::string, Answer> known_;
  std::unordered_map<std::string, std::shared_ptr<mock::event>> asked_;
};

/// Peers are looked up again after each ping, by number.
class Gossip {
public:
  mock::task<> rounds() {
    while (!stopping_)
      co_await round();
  }
  void join(int peer) { peers_.insert(peer); }
  void leave(int peer) {
    peers_.erase(peer);
    misses_.erase(peer);
  }
  void stop() { stopping_ = true; }

private:
  mock::task<> round() {
    const std::vector<int> all(peers_.begin(), peers_.end());
    for (int peer : all) {
      if (stopping_)
        co_return;
      const bool answers = co_await ping(peer);
      if (!peers_.contains(peer))
        continue;
      if (answers) {
        misses_[peer] = 0;
      } else if (++misses_[peer] > 3) {
        peers_.erase(peer); // ok: the next ping is of another peer
        misses_.erase(peer);
      }
    }
  }

  std::set<int> peers_;
  std::map<int, int> misses_;
  bool stopping_ = false;
};

/// Whoever comes while a batch is written finds its record in the next one.
class Journal {
public:
  mock::task<std::uint64_t> append(std::string record) {
    const auto number = next_++;
    buffer_ += record;
    while (written_ < number) {
      if (writing_)
        co_await progress_.wait();
      else
        co_await write_out();
    }
    co_return number;
  }

private:
  mock::task<> write_out() {
    writing_ = true;
    while (!buffer_.empty()) {
      const auto upto = next_ - 1;
      std::string batch;
      batch.swap(buffer_);
      co_await write_all(std::move(batch));
      written_ = std::max(written_, upto);
      progress_.notify_all();
    }
    writing_ = false;
  }

  std::string buffer_;
  std::uint64_t next_ = 1, written_ = 0;
  bool writing_ = false;
  mock::condition_variable progress_;
};
