// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop condition is a check too: the body waits and then writes what it was about.
#include "coro.h"
#include <map>
#include <memory>
#include <string>

mock::task<> open_socket(int number);
mock::task<bool> knock(std::string door);

class Pool {
public:
  // scenario: 55
  mock::task<> fill() {
    while (open < capacity) {     // note: check
      co_await open_socket(open); // note: suspension
      ++open;                     // expect: await-check-then-act
    }
  }

  // scenario: 55
  mock::task<> fill_counted() {
    while (open < capacity) {
      const int number = open++; // ok: counted before the wait, asked again after it
      co_await open_socket(number);
    }
  }

  // scenario: 55
  mock::task<> fill_checked() {
    while (open < capacity) {
      co_await open_socket(open);
      if (open >= capacity)
        break;
      ++open; // ok: asked again in the body
    }
  }

private:
  int open = 0;
  const int capacity = 8;
};

struct Thermostat {
  struct {
    int degrees = 15;
    int target = 21;
  } room;
};

// scenario: 55
mock::task<> heat(Thermostat &thermostat) {
  while (thermostat.room.degrees < thermostat.room.target) {
    co_await mock::yield();    // note: suspension
    thermostat.room.degrees++; // expect: await-check-then-act
  }
}

// scenario: 55
mock::task<> heat_stepwise(Thermostat &thermostat) {
  while (thermostat.room.degrees < thermostat.room.target) {
    thermostat.room.degrees++; // ok: the wait comes after the write
    co_await mock::yield();
  }
}

std::map<std::string, int> tries;

// scenario: 55
mock::task<> visit(const std::string door) {
  for (bool open = false; !open && tries[door] < 3;) { // note: check
    open = co_await knock(door);                       // note: suspension
    tries[door] += 1;                                  // expect: await-check-then-act
  }
}

// scenario: 55
mock::task<> visit_counted(const std::string door) {
  for (bool open = false; !open && tries[door] < 3;) {
    tries[door] += 1; // ok: the try is counted when it starts
    open = co_await knock(door);
  }
}

struct Countdown {
  int left = 10;
};

// scenario: 55
mock::task<> count_down(std::shared_ptr<Countdown> clock) {
  do {
    if (clock->left == 0)
      break;
    --clock->left; // ok: no wait between the question and the write
    co_await mock::yield();
  } while (true);
}

// scenario: 55
mock::task<> count_down_late(std::shared_ptr<Countdown> clock) {
  for (; clock->left > 0; --clock->left) // expect: await-check-then-act // note: check
    co_await mock::yield();              // note: suspension
}
