// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An actor all of whose messages take the same mutex.
#include "coro.h"

#include <map>
#include <string>
#include <variant>
#include <vector>

mock::task<bool> clear_payment(std::string to, long cents);
mock::task<> archive(std::string entry);

struct Deposit {
  long cents;
};
struct Withdraw {
  long cents;
  std::string to;
};
struct Rename {
  std::string owner;
};
using Message = std::variant<Deposit, Withdraw, Rename>;

class AccountActor {
public:
  explicit AccountActor(std::string owner) : owner_(std::move(owner)) {}

  mock::task<bool> receive(Message message) {
    const auto turn = co_await mutex_.scoped_lock();
    ++received_;
    if (auto *deposit = std::get_if<Deposit>(&message))
      co_return co_await on(*deposit);
    if (auto *withdraw = std::get_if<Withdraw>(&message))
      co_return co_await on(*withdraw);
    owner_ = std::get<Rename>(message).owner;
    co_return true;
  }

  mock::task<long> balance() {
    const auto turn = co_await mutex_.scoped_lock();
    co_return cents_;
  }

private:
  mock::task<bool> on(Deposit deposit) {
    const long before = cents_;
    co_await archive(owner_ + " deposits");
    cents_ = before + deposit.cents; // ok: receive holds mutex_
    co_return true;
  }

  mock::task<bool> on(Withdraw withdraw) {
    if (cents_ < withdraw.cents)
      co_return false;
    if (!co_await clear_payment(withdraw.to, withdraw.cents))
      co_return false;
    cents_ -= withdraw.cents; // ok: receive holds mutex_
    co_return true;
  }

  mock::mutex mutex_;
  std::string owner_;
  long cents_ = 0;
  long received_ = 0;
};
