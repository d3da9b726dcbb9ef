// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Leases on names that must be renewed; a lease that was lost is told by its number.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using Clock = std::chrono::steady_clock;
using Token = std::uint64_t;

mock::task<> sleep_until(Clock::time_point time);
mock::task<> record(std::string what, Token token);
mock::task<bool> renew_remotely(std::string name, Token token);

class LeaseTable {
public:
  mock::task<std::optional<Token>> acquire(std::string name, Clock::time_point deadline) {
    for (;;) {
      const auto now = Clock::now();
      auto [lease, free] = leases_.try_emplace(name);
      if (free || lease->second.expires <= now) {
        const Token token = ++last_token_;
        lease->second = Lease{token, now + length}; // ok: nothing was awaited since the look
        co_await record("acquired " + name, token);
        co_return token;
      }
      if (now >= deadline)
        co_return std::nullopt;
      co_await sleep_until(std::min(deadline, lease->second.expires));
    }
  }

  mock::task<bool> renew(std::string name, Token token) {
    if (!holds(name, token))
      co_return false;
    co_await record("renewed " + name, token);
    auto lease = leases_.find(name);
    if (lease == leases_.end() || lease->second.token != token)
      co_return false;
    lease->second.expires = Clock::now() + length; // ok: found again, and still ours
    co_return true;
  }

  mock::task<> release(std::string name, Token token) {
    auto lease = leases_.find(name);
    if (lease == leases_.end() || lease->second.token != token)
      co_return;
    leases_.erase(lease);
    co_await record("released " + name, token);
  }

  /// Removes what has expired; the list of names is of the beginning.
  mock::task<> sweep() {
    std::deque<std::string> names;
    for (const auto &[name, lease] : leases_)
      names.push_back(name);
    while (!names.empty()) {
      const std::string name = std::move(names.front());
      names.pop_front(); // ok: a local
      auto lease = leases_.find(name);
      if (lease == leases_.end() || lease->second.expires > Clock::now())
        continue;
      const Token token = lease->second.token;
      leases_.erase(lease);
      ++expired_;
      co_await record("expired " + name, token);
    }
  }

private:
  static constexpr auto length = std::chrono::seconds(10);

  struct Lease {
    Token token = 0;
    Clock::time_point expires;
  };

  bool holds(const std::string &name, Token token) const {
    auto lease = leases_.find(name);
    return lease != leases_.end() && lease->second.token == token;
  }

  std::map<std::string, Lease> leases_;
  Token last_token_ = 0;
  long expired_ = 0;
};

/// Keeps a lease as long as somebody holds the keeper.
class Keeper : public std::enable_shared_from_this<Keeper> {
public:
  Keeper(std::string name, Token token) : name_(std::move(name)), token_(token) {}

  static mock::task<> run(std::weak_ptr<Keeper> weak) {
    for (;;) {
      std::string name;
      Token token = 0;
      {
        const auto keeper = weak.lock();
        if (!keeper || !keeper->held_)
          co_return;
        name = keeper->name_;
        token = keeper->token_;
      }
      const bool renewed = co_await renew_remotely(name, token);
      if (auto keeper = weak.lock(); keeper && !renewed && keeper->token_ == token)
        keeper->held_ = false; // ok: locked again, and still the same lease
      co_await sleep_until(Clock::now() + std::chrono::seconds(3));
    }
  }

  void replace(Token token) {
    token_ = token;
    held_ = true;
  }
  bool held() const { return held_; }

private:
  const std::string name_;
  Token token_;
  bool held_ = true;
};
