// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Under a reader lock one may look, if all who change it take the lock exclusively.
#include "coro.h"

#include <map>
#include <memory>
#include <utility>

mock::task<int> weigh(int id);

class shared_lock_of_a_library {
public:
  mock::task<> lock();
  mock::task<> lock_shared();
  void unlock();
  void unlock_shared();
};

class Scale {
public:
  mock::task<int> sum() {
    co_await lock_.lock_shared();
    int all = 0;
    for (auto &[id, weight] : weights_) // ok: who changes it waits for us
      all += co_await weigh(id);
    lock_.unlock_shared();
    co_return all;
  }
  mock::task<> forget(int id) {
    co_await lock_.lock();
    weights_.erase(id);
    lock_.unlock();
  }

private:
  shared_lock_of_a_library lock_;
  std::map<int, int> weights_;
};

class Balance {
public:
  mock::task<int> sum() {
    co_await lock_.lock_shared();
    int all = 0;
    for (auto &[id, weight] : weights_) // expect: await-stale-reference
      all += co_await weigh(id);
    lock_.unlock_shared();
    co_return all;
  }
  mock::task<> forget(int id) {
    co_await lock_.lock_shared(); // two readers at once
    weights_.erase(id); // note: writer
    lock_.unlock_shared();
  }

private:
  shared_lock_of_a_library lock_;
  std::map<int, int> weights_;
};

class LetGo {
public:
  mock::task<int> sum() {
    co_await lock_.lock_shared();
    auto at = weights_.begin(); // note: check
    lock_.unlock_shared();
    int all = co_await weigh(1); // note: suspension
    co_return all + at->second; // expect: await-stale-reference
  }
  mock::task<> forget(int id) {
    co_await lock_.lock();
    weights_.erase(id); // note: writer
    lock_.unlock();
  }

private:
  shared_lock_of_a_library lock_;
  std::map<int, int> weights_;
};

/// Written by hand.
class Shelf {
public:
  mock::task<int> sum() {
    auto reading = co_await for_reading();
    int all = 0;
    for (auto &[id, weight] : weights_) // ok: who changes it waits for us
      all += co_await weigh(id);
    co_return all;
  }
  mock::task<int> sum_outside() {
    int all = 0;
    {
      auto reading = co_await for_reading();
      all = weights_.size();
    }
    for (auto &[id, weight] : weights_) // expect: await-stale-reference
      all += co_await weigh(id);
    co_return all;
  }
  mock::task<> forget(int id) {
    auto writing = co_await for_writing();
    weights_.erase(id);
  }
  mock::task<> add(int id, int n) {
    auto writing = co_await for_writing();
    if (weights_[id] < n)
      weights_[id] += co_await weigh(id); // ok: we are alone
  }
  mock::task<> add_while_reading(int id, int n) {
    auto reading = co_await for_reading();
    if (counts_[id] < n) { // note: check
      auto more = co_await weigh(id); // note: suspension
      counts_[id] += more; // expect: await-check-then-act
    }
  }

private:
  class Reading {
  public:
    explicit Reading(Shelf &of) : of_(&of) {}
    Reading(Reading &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~Reading() {
      if (of_ && --of_->readers_ == 0)
        of_->changed_.notify_all();
    }

  private:
    Shelf *of_;
  };
  class Writing {
  public:
    explicit Writing(Shelf &of) : of_(&of) {}
    Writing(Writing &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~Writing() {
      if (of_) {
        of_->writing_ = false;
        of_->changed_.notify_all();
      }
    }

  private:
    Shelf *of_;
  };
  mock::task<Reading> for_reading() {
    while (writing_)
      co_await changed_.wait();
    ++readers_;
    co_return Reading(*this);
  }
  mock::task<Writing> for_writing() {
    while (writing_ || readers_ > 0)
      co_await changed_.wait();
    writing_ = true;
    co_return Writing(*this);
  }
  int readers_ = 0;
  bool writing_ = false;
  mock::condition_variable changed_;
  std::map<int, int> weights_, counts_;
};
