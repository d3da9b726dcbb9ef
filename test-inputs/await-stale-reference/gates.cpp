// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who goes in looks at a flag and counts himself; who wants to be alone sets it and waits.
#include "coro.h"

#include <map>
#include <stdexcept>
#include <utility>

mock::task<> stop(int ride);

class Gate {
public:
  class Visitor {
  public:
    explicit Visitor(Gate &gate) : gate_(gate) {
      if (gate_.closing_)
        throw std::runtime_error("closed");
      ++gate_.inside_;
    }
    Visitor(const Visitor &) = delete;
    ~Visitor() {
      if (--gate_.inside_ == 0)
        gate_.left_.notify_all();
    }

  private:
    Gate &gate_;
  };
  mock::task<> close() {
    closing_ = true;
    while (inside_ > 0)
      co_await left_.wait();
  }

private:
  bool closing_ = false;
  int inside_ = 0;
  mock::condition_variable left_;
};

class Park {
public:
  mock::task<> open_ride(int ride) {
    Gate::Visitor visitor(gate_);
    co_await mock::yield();
    rides_[ride] = ride;
  }
  mock::task<> close_ride(int ride) {
    Gate::Visitor visitor(gate_);
    co_await mock::yield();
    rides_.erase(ride);
  }
  mock::task<> close_all() {
    co_await gate_.close();
    for (auto &[name, ride] : rides_) // ok: nobody is inside any more
      co_await stop(ride);
    rides_.clear();
  }
  mock::task<> too_early() {
    for (auto &[name, ride] : rides_) // expect: await-stale-reference
      co_await stop(ride);
    co_await gate_.close();
  }

private:
  Gate gate_;
  std::map<int, int> rides_;
};

/// Here one does not pass the gate.
class Fair {
public:
  mock::task<> open_stall(int stall) {
    Gate::Visitor visitor(gate_);
    co_await mock::yield();
    stalls_[stall] = stall;
  }
  void tear_down(int stall) { stalls_.erase(stall); } // note: writer
  mock::task<> close_all() {
    co_await gate_.close();
    for (auto &[name, stall] : stalls_) // expect: await-stale-reference medium
      co_await stop(stall);
  }

private:
  Gate gate_;
  std::map<int, int> stalls_;
};

/// It only counts who is inside: nobody is turned away.
class Market {
public:
  mock::task<> trade(int stall) {
    ++inside_;
    co_await mock::yield();
    stalls_.erase(stall); // note: writer
    if (--inside_ == 0)
      left_.notify_all();
  }
  mock::task<> close_all() {
    closing_ = true;
    while (inside_ > 0)
      co_await left_.wait();
    for (auto &[name, stall] : stalls_) // expect: await-stale-reference
      co_await stop(stall);
  }

private:
  int inside_ = 0;
  bool closing_ = false;
  mock::condition_variable left_;
  std::map<int, int> stalls_;
};
