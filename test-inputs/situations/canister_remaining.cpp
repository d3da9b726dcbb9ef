// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 1, the new balance computed before the await and stored after it: an update is lost.
#include "coro.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

using Principal = std::string;

struct Receipt {
  long block;
  long fee;
};

mock::task<std::optional<Receipt>> transfer(Principal to, long amount);
mock::task<long> current_fee();

// scenario: 20
class Purse {
public:
  explicit Purse(long balance) : balance_(balance) {}

  mock::task<bool> withdraw(Principal to, long amount) {
    const long remaining = balance_ - amount; // note: check
    if (remaining < 0)
      co_return false;
    const auto receipt = co_await transfer(to, amount); // note: suspension
    if (!receipt)
      co_return false;
    balance_ = remaining; // expect: await-stale-write
    co_return true;
  }

  mock::task<bool> withdraw_with_fee(Principal to, long amount) {
    const auto before = balance_;                       // note: check
    const auto receipt = co_await transfer(to, amount); // note: suspension
    if (!receipt)
      co_return false;
    balance_ = before - amount - receipt->fee; // expect: await-stale-write
    co_return true;
  }

  mock::task<> deposit(long amount) {
    const long fee = co_await current_fee();
    const long now = balance_;
    balance_ = now + amount - fee; // ok: read after the await
  }

  long balance() const { return balance_; }

private:
  long balance_;
};

// scenario: 28
struct Position {
  long staked = 0;
  long rewards = 0;
};

class Staking {
public:
  mock::task<> claim(Principal who) {
    const Position seen = positions_[who]; // note: check
    const long paid = seen.rewards / 2;
    co_await transfer(who, paid);                  // note: suspension
    positions_[who].rewards = seen.rewards - paid; // expect: await-stale-write
  }

  mock::task<> stake(Principal who, long amount) {
    const auto [staked, rewards] = positions_[who]; // note: check
    const long fee = co_await current_fee();        // note: suspension
    positions_[who].staked = staked + amount - fee; // expect: await-stale-write
  }

  mock::task<> unstake(Principal who, long amount) {
    const long fee = co_await current_fee();
    positions_[who].staked -= amount + fee; // ok: in one step
  }

  mock::task<> move_rewards(Principal from, Principal to) {
    const long kept = positions_[from].rewards;
    const long fee = co_await current_fee();
    positions_[to].staked = kept - fee; // ok: another field than the one that was read
  }

private:
  std::map<Principal, Position> positions_;
};

// scenario: 20, 89
struct Shared {
  long supply = 0;
};

mock::task<> burn(std::shared_ptr<Shared> token, long amount) {
  const long left = token->supply - amount; // note: check
  co_await transfer("burner", amount);      // note: suspension
  token->supply = left;                     // expect: await-stale-write
}

static long minted = 0;

mock::task<> mint(Principal to, long amount) {
  const long total = minted + amount; // note: check
  co_await transfer(to, amount);      // note: suspension
  minted = total;                     // expect: await-stale-write
}

mock::task<> mint_first(Principal to, long amount) {
  minted += amount; // ok: the update comes before the await
  if (!co_await transfer(to, amount))
    minted -= amount; // ok: and only its own part is taken back
}
