// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls that wait for their answer by number, a token that one caller refreshes for all, orders that are looked up again.
#include "coro.h"

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

struct Reply {
  int id;
  std::string body;
};
mock::task<> send_frame(int id, std::string body);
mock::task<Reply> receive();
mock::task<std::string> request_token();
mock::task<bool> place(int order, long price);
mock::task<bool> cancel_at_exchange(int order);
long seconds();

class Rpc {
public:
  mock::task<std::string> call(std::string body) {
    if (closed_)
      throw std::runtime_error("closed");
    const int id = next_id_++;
    auto waiter = std::make_shared<Waiter>();
    pending_.emplace(id, waiter);
    try {
      co_await send_frame(id, std::move(body));
      co_await waiter->done.wait();
    } catch (...) {
      pending_.erase(id);
      throw;
    }
    pending_.erase(id);
    if (!waiter->body)
      throw std::runtime_error("closed");
    co_return *waiter->body;
  }

  mock::task<> read_replies() {
    while (!closed_) {
      Reply reply = co_await receive();
      auto found = pending_.find(reply.id);
      if (found == pending_.end())
        continue;
      found->second->body = std::move(reply.body);
      found->second->done.set();
    }
  }

  void close() {
    closed_ = true;
    for (auto &[id, waiter] : pending_)
      waiter->done.set();
  }

private:
  struct Waiter {
    mock::event done;
    std::optional<std::string> body;
  };
  std::unordered_map<int, std::shared_ptr<Waiter>> pending_;
  int next_id_ = 1;
  bool closed_ = false;
};

/// The event is the mark that somebody is at it.
class Token {
public:
  mock::task<std::string> get() {
    while (seconds() >= expires_) {
      if (refreshing_) {
        auto other = refreshing_;
        co_await other->wait();
        continue;
      }
      refreshing_ = std::make_shared<mock::event>();
      auto mine = refreshing_;
      try {
        auto token = co_await request_token();
        token_ = std::move(token);
        expires_ = seconds() + 3600; // ok: refreshing_ keeps the others waiting
      } catch (...) {
        refreshing_.reset();
        mine->set();
        throw;
      }
      refreshing_.reset();
      mine->set();
    }
    co_return token_;
  }

private:
  std::string token_;
  long expires_ = 0;
  std::shared_ptr<mock::event> refreshing_;
};

/// What an order may cost is taken before it is sent, and given back once.
class Orders {
public:
  mock::task<bool> submit(long price, long quantity) {
    const long cost = price * quantity;
    if (exposure_ + cost > limit_)
      co_return false;
    exposure_ += cost;
    const int id = ++last_;
    orders_.emplace(id, Order{cost, State::Pending});
    bool accepted = false;
    try {
      accepted = co_await place(id, price);
    } catch (const std::exception &) {
    }
    auto order = orders_.find(id);
    if (order == orders_.end())
      co_return false;
    if (!accepted) {
      exposure_ -= cost;
      orders_.erase(order);
      co_return false;
    }
    if (order->second.state == State::Pending)
      order->second.state = State::Live;
    co_return true;
  }

  mock::task<bool> cancel(int id) {
    auto order = orders_.find(id);
    if (order == orders_.end() || order->second.state != State::Live)
      co_return false;
    order->second.state = State::Cancelling;
    const bool gone = co_await cancel_at_exchange(id);
    order = orders_.find(id);
    if (order == orders_.end())
      co_return gone;
    if (!gone) {
      if (order->second.state == State::Cancelling)
        order->second.state = State::Live;
      co_return false;
    }
    exposure_ -= order->second.cost;
    orders_.erase(order);
    co_return true;
  }

  void filled(int id) {
    auto order = orders_.find(id);
    if (order == orders_.end())
      return;
    exposure_ -= order->second.cost;
    orders_.erase(order);
  }

private:
  enum class State { Pending, Live, Cancelling };
  struct Order {
    long cost;
    State state;
  };
  std::map<int, Order> orders_;
  long exposure_ = 0, limit_ = 1'000'000;
  int last_ = 0;
};
