// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An actor: messages wait in order of urgency, and one loop alone touches the state.
#include "coro.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

mock::task<> save_balance(std::string account, long balance);
mock::task<bool> approve(std::string account, long amount);

/// Answers a message once.
template <class T> class Reply {
public:
  void set(T value) {
    state_->value = std::move(value);
    state_->ready.set();
  }

  mock::task<T> get() const {
    const auto state = state_;
    co_await state->ready.wait();
    co_return *state->value;
  }

private:
  struct State {
    mock::event ready;
    std::optional<T> value;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

struct Deposit {
  std::string account;
  long amount;
};
struct Withdraw {
  std::string account;
  long amount;
  Reply<bool> reply;
};
struct Balance {
  std::string account;
  Reply<long> reply;
};
struct Stop {};

using Message = std::variant<Deposit, Withdraw, Balance, Stop>;

template <class M> class Mailbox {
public:
  void send(int urgency, M message) {
    messages_.emplace(urgency, std::move(message));
    arrived_.notify_one();
  }

  mock::task<M> receive() {
    while (messages_.empty())
      co_await arrived_.wait();
    auto node = messages_.extract(messages_.begin()); // ok: tested again after each wait
    co_return std::move(node.mapped());
  }

private:
  std::multimap<int, M, std::greater<>> messages_;
  mock::condition_variable arrived_;
};

class Bank {
public:
  Bank() { mock::spawn(run()); }

  void deposit(std::string account, long amount) {
    mailbox_.send(1, Deposit{std::move(account), amount});
  }

  mock::task<bool> withdraw(std::string account, long amount) {
    Reply<bool> reply;
    mailbox_.send(1, Withdraw{std::move(account), amount, reply});
    co_return co_await reply.get();
  }

  mock::task<long> balance(std::string account) {
    Reply<long> reply;
    mailbox_.send(2, Balance{std::move(account), reply});
    co_return co_await reply.get();
  }

  void stop() { mailbox_.send(0, Stop{}); }

private:
  mock::task<> run() {
    for (;;) {
      Message message = co_await mailbox_.receive();
      if (std::holds_alternative<Stop>(message))
        co_return;
      if (auto *deposit = std::get_if<Deposit>(&message)) {
        co_await add(deposit->account, deposit->amount);
      } else if (auto *withdraw = std::get_if<Withdraw>(&message)) {
        const bool possible = balances_[withdraw->account] >= withdraw->amount;
        if (possible && co_await approve(withdraw->account, withdraw->amount)) {
          balances_[withdraw->account] -= withdraw->amount; // false-alarm: await-check-then-act only the one loop writes balances_
          withdraw->reply.set(true);
        } else {
          withdraw->reply.set(false);
        }
      } else if (auto *balance = std::get_if<Balance>(&message)) {
        balance->reply.set(balances_[balance->account]);
      }
      ++handled_;
    }
  }

  mock::task<> add(std::string account, long amount) {
    const long before = balances_[account];
    co_await save_balance(account, before + amount);
    balances_[account] = before + amount; // ok: awaited by the one loop only
  }

  Mailbox<Message> mailbox_;
  std::map<std::string, long> balances_;
  std::uint64_t handled_ = 0;
};
