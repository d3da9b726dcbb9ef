// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who goes on asks first whether the timer of then is still that of the value:
// a weak pointer to it is empty as soon as somebody has put another in its
// place. A weak pointer to anything else says nothing of the value.
#include "coro.h"

#include <memory>
#include <optional>
#include <string>

struct Timer {
  mock::task<> wait();
  void cancel();
};

/// A table that is kept for a guest for a while.
class Table {
public:
  mock::task<> reserve(std::optional<std::string> guest) {
    timer_.reset();
    guest_ = guest;
    if (!guest_)
      co_return;
    timer_ = std::make_shared<Timer>();
    const std::weak_ptr<Timer> mine = timer_;
    co_await wait(mine);
    if (auto still = mine.lock())
      guest_ = std::nullopt; // ok: nobody has reserved it since, the timer would be gone
  }

  mock::task<> reserve_in_a_while(std::string guest) {
    if (guest_)
      co_return;
    timer_ = std::make_shared<Timer>();
    auto mine = std::weak_ptr<Timer>(timer_);
    co_await wait(mine);
    if (mine.expired())
      co_return;
    guest_ = guest; // ok: the same timer, the same state
  }

  void clear() {
    if (timer_)
      timer_->cancel();
    guest_.reset();
  }

private:
  static mock::task<> wait(std::weak_ptr<Timer> timer);
  std::optional<std::string> guest_;
  std::shared_ptr<Timer> timer_;
};

/// The same, but a seat can be taken without another timer.
class Desk {
public:
  mock::task<> reserve(int seats) {
    if (free_ < seats) // note: check
      co_return;
    timer_ = std::make_shared<Timer>();
    const std::weak_ptr<Timer> mine = timer_;
    co_await wait(mine); // note: suspension
    if (auto still = mine.lock())
      free_ -= seats; // expect: await-check-then-act medium
  }

  void sit_down() {
    --free_; // note: writer
  }

private:
  static mock::task<> wait(std::weak_ptr<Timer> timer);
  int free_ = 8;
  std::shared_ptr<Timer> timer_;
};

/// Whether the object is still there says nothing of what is in it.
class Booth : public std::enable_shared_from_this<Booth> {
public:
  mock::task<> reserve(int seats) {
    if (free_ < seats) // note: check
      co_return;
    auto weak = weak_from_this();
    co_await confirm(seats); // note: suspension
    if (auto self = weak.lock())
      free_ -= seats; // expect: await-check-then-act
  }

private:
  static mock::task<> confirm(int seats);
  int free_ = 4;
};

/// Asked before the last wait, not after it.
class Bench {
public:
  mock::task<> reserve(int seats) {
    if (free_ < seats) // note: check
      co_return;
    timer_ = std::make_shared<Timer>();
    const std::weak_ptr<Timer> mine = timer_;
    co_await wait(mine); // note: suspension
    if (auto still = mine.lock()) {
      co_await wait(mine);
      free_ -= seats; // expect: await-check-then-act
    }
  }

private:
  static mock::task<> wait(std::weak_ptr<Timer> timer);
  int free_ = 3;
  std::shared_ptr<Timer> timer_;
};
