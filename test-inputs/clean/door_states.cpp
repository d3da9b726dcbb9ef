// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A state machine that enters a state of transition before it awaits.
#include "coro.h"

#include <string>

class Motor {
public:
  mock::task<bool> pull();
  mock::task<bool> push();
};

mock::task<> announce(std::string text);

class Door {
public:
  mock::task<bool> open() {
    switch (state_) {
    case State::Open:
      co_return true;
    case State::Opening:
    case State::Closing:
      co_return false;
    case State::Closed:
      break;
    }
    state_ = State::Opening; // ok: before the first await
    const bool moved = co_await motor_.pull();
    if (state_ != State::Opening)
      co_return false;
    state_ = moved ? State::Open : State::Closed; // ok: nobody has changed it meanwhile
    co_return moved;
  }

  mock::task<bool> close() {
    if (state_ != State::Open)
      co_return false;
    state_ = State::Closing; // ok: before the first await
    co_await announce("closing");
    if (state_ != State::Closing)
      co_return false;
    const bool moved = co_await motor_.push();
    if (state_ == State::Closing)
      state_ = moved ? State::Closed : State::Open; // ok: nobody has changed it meanwhile
    co_return state_ == State::Closed;
  }

  void emergency_stop() { state_ = State::Open; }

  bool passable() const { return state_ == State::Open; }

private:
  enum class State { Closed, Opening, Open, Closing };

  Motor motor_;
  State state_ = State::Closed;
};
