// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One after the other, without a lock: each waits for the one that came before.
#include "coro.h"

#include <memory>
#include <utility>

mock::task<bool> carry(int stones);

class Quarry {
public:
  mock::task<> haul(int stones) {
    auto mine = std::make_shared<mock::event>();
    auto before = std::exchange(last_, mine);
    if (before)
      co_await before->wait();
    if (stones_ >= stones) {
      co_await carry(stones);
      stones_ -= stones; // ok: the one before sets the event that is waited for
    }
    mine->set();
  }

private:
  std::shared_ptr<mock::event> last_;
  int stones_ = 90;
};

class Crane {
public:
  mock::task<> lift(int stones) {
    const auto mine = next_++;
    while (now_ != mine)
      co_await moved_.wait();
    if (stones_ >= stones) {
      co_await carry(stones);
      stones_ -= stones; // ok: it is our turn
    }
    ++now_;
    moved_.notify_all();
  }

  mock::task<> too_early(int stones) {
    const auto mine = next_++;
    const bool enough = bricks_ >= stones; // note: check
    while (now_ != mine)
      co_await moved_.wait(); // note: suspension
    if (enough)
      bricks_ -= stones; // expect: await-check-then-act
    ++now_;
    moved_.notify_all();
  }

  mock::task<> let_go_early(int stones) {
    const auto mine = next_++;
    while (now_ != mine)
      co_await moved_.wait();
    const bool enough = tiles_ >= stones; // note: check
    ++now_;
    moved_.notify_all();
    if (enough) {
      co_await carry(stones); // note: suspension
      tiles_ -= stones; // expect: await-check-then-act
    }
  }

private:
  unsigned next_ = 0, now_ = 0;
  mock::condition_variable moved_;
  int stones_ = 90, bricks_ = 50, tiles_ = 20;
};

/// The ticket is kept by an object.
class Ferry {
public:
  mock::task<> cross(int stones) {
    auto turn = co_await my_turn();
    if (stones_ >= stones) {
      co_await carry(stones);
      stones_ -= stones; // ok: it is our turn
    }
  }

  mock::task<> cross_and_rest(int stones) {
    bool enough = false;
    {
      auto turn = co_await my_turn();
      enough = bricks_ >= stones; // note: check
    }
    if (enough) {
      co_await carry(stones); // note: suspension
      bricks_ -= stones; // expect: await-check-then-act
    }
  }

  mock::task<> swim(int stones) {
    auto turn = co_await my_turn();
    if (tiles_ >= stones) {
      co_await carry(stones);
      tiles_ -= stones; // expect: await-check-then-act medium
    }
  }
  void sink() { tiles_ -= 1; } // note: writer

private:
  class Turn {
  public:
    explicit Turn(Ferry &of) : of_(&of) {}
    Turn(Turn &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~Turn() {
      if (of_) {
        ++of_->now_;
        of_->moved_.notify_all();
      }
    }

  private:
    Ferry *of_;
  };

  mock::task<Turn> my_turn() {
    const auto mine = next_++;
    while (now_ != mine)
      co_await moved_.wait();
    co_return Turn(*this);
  }

  unsigned next_ = 0, now_ = 0;
  mock::condition_variable moved_;
  int stones_ = 90, bricks_ = 50, tiles_ = 20;
};

/// What is put in the place of the last one is used by others: no queue.
class Gang {
public:
  mock::task<> relieve(std::shared_ptr<mock::event> fresh, int stones) {
    auto before = std::exchange(shift_, fresh);
    if (before)
      co_await before->wait();
    if (stones_ >= stones) { // note: check
      co_await carry(stones); // note: suspension
      stones_ -= stones; // expect: await-check-then-act
    }
  }
  void whistle() { shift_->set(); }

private:
  std::shared_ptr<mock::event> shift_;
  int stones_ = 90;
};
