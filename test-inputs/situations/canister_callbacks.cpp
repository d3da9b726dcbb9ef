// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 1 without co_await: the transfer ends in a continuation or a completion handler.
#include "coro.h"

#include <functional>
#include <memory>
#include <string>

mock::future<bool> transfer(std::string to, long amount);

/// Calls \p handler with the outcome, later.
template <class Handler> void async_transfer(std::string to, long amount, Handler handler);

// scenario: 38, 40, 74
class Purse {
public:
  void withdraw(std::string to, long amount) {
    if (balance_ < amount) // note: check
      return;
    async_transfer(to, amount, [this, amount](bool sent) { // note: suspension
      if (sent)
        balance_ -= amount; // expect: await-check-then-act
    });
  }

  void withdraw_in_time(std::string to, long amount) {
    if (balance_ < amount)
      return;
    balance_ -= amount; // ok: the debit comes before the call
    async_transfer(to, amount, [this, amount](bool sent) {
      if (!sent)
        balance_ += amount; // ok: added back
    });
  }

  void withdraw_checked_twice(std::string to, long amount) {
    if (balance_ < amount)
      return;
    async_transfer(to, 0, [this, amount](bool reachable) {
      if (reachable && balance_ >= amount)
        balance_ -= amount; // ok: looked at again in the handler
    });
  }

  void withdraw_or_restore(std::string to, long amount) {
    const long original = balance_; // note: check
    balance_ -= amount;
    async_transfer(to, amount, [this, original](bool sent) { // note: suspension
      if (!sent)
        balance_ = original; // expect: await-snapshot-rollback
    });
  }

private:
  long balance_ = 0;
};

// scenario: 20, 38
class Till : public std::enable_shared_from_this<Till> {
public:
  void pay_out(std::string to, long amount) {
    const long remaining = cash_ - amount;                                   // note: check
    transfer(to, amount).then([self = shared_from_this(), remaining](bool) { // note: suspension
      self->cash_ = remaining; // expect: await-stale-write
      return true;
    });
  }

  void pay_out_well(std::string to, long amount) {
    transfer(to, amount).then([self = shared_from_this(), amount](bool sent) {
      if (sent)
        self->cash_ -= amount; // ok: in one step, and nothing was read before
      return sent;
    });
  }

  mock::future<bool> tip(std::string to, long amount) {
    if (tips_ < amount) // note: check
      return mock::future<bool>(false);
    return transfer(to, amount).then([this, amount](bool sent) { // note: suspension
      tips_ -= amount;                                           // expect: await-check-then-act
      return sent;
    });
  }

private:
  long cash_ = 0;
  long tips_ = 0;
};

// scenario: 74
struct Vault {
  long gold = 0;
};

void when_settled(std::string to, long amount, std::function<void(bool)> done);

void move_gold(std::shared_ptr<Vault> vault, std::string to, long amount) {
  const auto before = vault->gold; // note: check
  vault->gold = before - amount;
  when_settled(to, amount, [vault, before](bool settled) { // note: suspension
    if (!settled)
      vault->gold = before; // expect: await-snapshot-rollback
  });
}

void move_gold_well(std::shared_ptr<Vault> vault, std::string to, long amount) {
  vault->gold -= amount;
  when_settled(to, amount, [vault, amount](bool settled) {
    if (!settled)
      vault->gold += amount; // ok: added back
  });
}
