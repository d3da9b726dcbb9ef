// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A state machine: the next state is stored before the motor is awaited, and compared when left.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <optional>
#include <set>
#include <vector>

mock::task<> drive_one_floor(int direction);
mock::task<> open_doors();
mock::task<> close_doors();
mock::task<> sleep_for(std::chrono::milliseconds time);

class Elevator {
public:
  enum class State { Idle, Moving, DoorsOpen, OutOfOrder };

  void call(int floor) {
    calls_.insert(floor);
    if (state_ == State::Idle)
      mock::spawn(serve());
  }

  void emergency_stop() {
    state_ = State::OutOfOrder;
    calls_.clear();
  }

  bool reset() {
    if (state_ != State::OutOfOrder || serving_)
      return false;
    state_ = State::Idle;
    return true;
  }

  State state() const { return state_; }
  int floor() const { return floor_; }

private:
  /// One at a time: only an idle elevator starts it, and it is not idle until it ends.
  mock::task<> serve() {
    if (serving_)
      co_return;
    serving_ = true;
    state_ = State::Moving;
    while (state_ != State::OutOfOrder) {
      const auto target = next_stop();
      if (!target)
        break;
      if (*target == floor_) {
        calls_.erase(floor_);
        co_await let_people_in();
        continue;
      }
      const int direction = *target > floor_ ? 1 : -1;
      co_await drive_one_floor(direction);
      floor_ += direction; // ok: only this loop drives
    }
    serving_ = false;
    if (state_ != State::OutOfOrder)
      state_ = State::Idle; // ok: tested since the last await
  }

  mock::task<> let_people_in() {
    if (!change(State::Moving, State::DoorsOpen))
      co_return;
    try {
      co_await open_doors();
      co_await sleep_for(std::chrono::seconds(3));
      co_await close_doors();
    } catch (const std::exception &) {
      emergency_stop();
    }
    ++stops_;
    change(State::DoorsOpen, State::Moving); // ok: an emergency stop stays
  }

  bool change(State from, State to) {
    if (state_ != from)
      return false;
    state_ = to;
    return true;
  }

  std::optional<int> next_stop() const {
    if (calls_.empty())
      return std::nullopt;
    const auto nearer = [this](int a, int b) {
      return std::abs(a - floor_) < std::abs(b - floor_);
    };
    return *std::min_element(calls_.begin(), calls_.end(), nearer);
  }

  State state_ = State::Idle;
  bool serving_ = false;
  int floor_ = 0;
  std::set<int> calls_;
  long stops_ = 0;
};

class Building {
public:
  explicit Building(int elevators) : elevators_(elevators) {}

  /// Waits until an elevator is there; another one is called if the first breaks down.
  mock::task<bool> ride(int from) {
    for (auto &elevator : elevators_) { // ok: filled in the constructor only
      if (elevator.state() == Elevator::State::OutOfOrder)
        continue;
      elevator.call(from);
      while (elevator.state() != Elevator::State::OutOfOrder && elevator.floor() != from)
        co_await sleep_for(std::chrono::milliseconds(100));
      if (elevator.floor() == from) {
        ++rides_; // ok: in one step
        co_return true;
      }
    }
    co_return false;
  }

private:
  std::vector<Elevator> elevators_;
  long rides_ = 0;
};
