// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 1, the debit after the await made safe: a guard per caller, a flag, a lock.
#include "coro.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

using Principal = std::string;

mock::task<bool> transfer(Principal to, long amount);

/// Lets every caller in once at a time.
class CallerGuard {
public:
  CallerGuard(std::set<Principal> &active, Principal who)
      : active_(active), who_(std::move(who)), entered_(active_.insert(who_).second) {}
  CallerGuard(const CallerGuard &) = delete;
  ~CallerGuard() {
    if (entered_)
      active_.erase(who_);
  }
  bool entered() const { return entered_; }

private:
  std::set<Principal> &active_;
  Principal who_;
  bool entered_;
};

// scenario: 49, 68
class GuardedByObject {
public:
  mock::task<bool> withdraw(Principal caller, long amount) {
    CallerGuard guard(in_flight_, caller);
    if (!guard.entered())
      co_return false;
    if (balances_[caller] < amount)
      co_return false;
    const bool sent = co_await transfer(caller, amount);
    if (sent)
      balances_[caller] -= amount; // ok: no second call of this caller is inside
    co_return sent;
  }

private:
  std::set<Principal> in_flight_;
  std::map<Principal, long> balances_;
};

// scenario: 68
class GuardedBySet {
public:
  mock::task<bool> withdraw(Principal caller, long amount) {
    if (in_flight_.contains(caller))
      co_return false;
    in_flight_.insert(caller);
    bool sent = false;
    if (balances_[caller] >= amount) {
      sent = co_await transfer(caller, amount);
      if (sent)
        balances_[caller] -= amount; // ok: the caller is in the set since before the await
    }
    in_flight_.erase(caller);
    co_return sent;
  }

private:
  std::set<Principal> in_flight_;
  std::map<Principal, long> balances_;
};

// scenario: 49
class GuardedByFlag {
public:
  mock::task<bool> withdraw(Principal to, long amount) {
    if (std::exchange(busy_, true))
      co_return false;
    bool sent = false;
    if (pot_ >= amount) {
      sent = co_await transfer(to, amount);
      if (sent)
        pot_ -= amount; // ok: busy_ lets one in
    }
    busy_ = false;
    co_return sent;
  }

private:
  bool busy_ = false;
  long pot_ = 1000;
};

// scenario: 99
struct LockedPot {
  mock::mutex mutex;
  long coins = 0;
};

mock::task<bool> withdraw(std::shared_ptr<LockedPot> pot, Principal to, long amount) {
  auto held = co_await pot->mutex.scoped_lock();
  if (pot->coins < amount)
    co_return false;
  const bool sent = co_await transfer(to, amount);
  if (sent)
    pot->coins -= amount; // ok: the lock is held from the check to the debit
  co_return sent;
}

mock::task<> deposit(std::shared_ptr<LockedPot> pot, long amount) {
  auto held = co_await pot->mutex.scoped_lock();
  pot->coins += amount;
}
