// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// State machines: the next state is written after the wait, or a state in between before it.
#include "coro.h"
#include <memory>
#include <string>

mock::task<bool> handshake(std::string host);
mock::task<> say_goodbye();

enum class State { Idle, Opening, Open, Broken };

class Link {
public:
  // scenario: 56
  mock::task<> advance() {
    switch (state) { // note: check
    case State::Idle:
      co_await handshake(host); // note: suspension
      state = State::Open;      // expect: await-check-then-act
      break;
    case State::Open:
      co_await say_goodbye();
      break;
    default:
      break;
    }
  }

private:
  std::string host;
  State state = State::Idle;
};

class PoliteLink {
public:
  // scenario: 56
  mock::task<> advance() {
    switch (state) {
    case State::Idle:
      state = State::Opening;
      co_await handshake(host);
      if (state == State::Opening)
        state = State::Open; // ok: a state in between, and still in it
      break;
    case State::Open:
      co_await say_goodbye();
      break;
    default:
      break;
    }
  }

  void fail() { state = State::Broken; }

private:
  std::string host;
  State state = State::Idle;
};

struct Elevator {
  enum { Parked, Moving, Arrived } phase = Parked;
};

// scenario: 56
mock::task<> call_elevator(std::shared_ptr<Elevator> car) {
  if (car->phase != Elevator::Parked) // note: check
    co_return;
  co_await handshake("motor");   // note: suspension
  car->phase = Elevator::Moving; // expect: await-check-then-act
}

struct SafeElevator {
  enum { Parked, Moving, Arrived } phase = Parked;
};

// scenario: 56
mock::task<> ride(std::shared_ptr<SafeElevator> car) {
  if (car->phase != SafeElevator::Parked)
    co_return;
  car->phase = SafeElevator::Moving;
  co_await handshake("motor");
  if (car->phase != SafeElevator::Moving)
    co_return;
  car->phase = SafeElevator::Arrived; // ok: still on the move that it began
}

void stop(SafeElevator &car) { car.phase = SafeElevator::Parked; }

State door = State::Idle;

// scenario: 56
mock::task<> open_door() {
  switch (door) { // note: check
  case State::Idle: {
    const bool moved = co_await handshake("door"); // note: suspension
    door = moved ? State::Open : State::Broken;    // expect: await-check-then-act
    break;
  }
  default:
    break;
  }
}
