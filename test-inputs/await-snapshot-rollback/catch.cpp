// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The restore stands in a catch handler: the exception left the await after others had run.
#include "coro.h"

#include <exception>
#include <memory>
#include <stdexcept>

namespace booking {

mock::task<> confirm(int seats);
void validate(int seats);

class Flight {
public:
  // scenario: 75
  mock::task<> book(int n) {
    const int before = seats_; // note: check
    seats_ -= n;
    try {
      co_await confirm(n); // note: suspension
    } catch (const std::exception &) {
      seats_ = before; // expect: await-snapshot-rollback
    }
  }

  // scenario: 75
  mock::task<> book_rethrowing(int n) {
    auto before = seats_; // note: check
    try {
      seats_ = before - n;
      co_await confirm(n); // note: suspension
    } catch (...) {
      seats_ = before; // expect: await-snapshot-rollback
      throw;
    }
  }

  // scenario: 75, 77
  mock::task<> book_compensated(int n) {
    seats_ -= n;
    try {
      co_await confirm(n);
    } catch (const std::exception &) {
      seats_ += n; // ok: adds back to what is there now
      throw;
    }
  }

  // scenario: 75, 78
  mock::task<> book_validated(int n) {
    const int before = seats_;
    try {
      seats_ -= n;
      validate(seats_);
    } catch (const std::out_of_range &) {
      seats_ = before; // ok: nothing in the try block suspends
      co_return;
    }
    co_await confirm(n);
  }

private:
  int seats_ = 180;
};

int waiting_list = 0;

// scenario: 75
mock::task<> join_list(int n) {
  const auto was = waiting_list; // note: check
  waiting_list += n;
  try {
    co_await confirm(n); // note: suspension
  } catch (const std::runtime_error &) {
    waiting_list = was; // expect: await-snapshot-rollback
  }
}

// scenario: 75, 77
mock::task<> join_list_compensated(int n) {
  waiting_list += n;
  try {
    co_await confirm(n);
  } catch (const std::runtime_error &) {
    waiting_list -= n; // ok: takes back what was added
  }
}

struct Cabin {
  int free = 20;
};

// scenario: 75
mock::task<bool> hold(std::shared_ptr<Cabin> cabin, int n) {
  try {
    const int free = cabin->free; // note: check
    cabin->free = free - n;
    try {
      co_await confirm(n); // note: suspension
    } catch (...) {
      cabin->free = free; // expect: await-snapshot-rollback
      throw;
    }
  } catch (...) {
    co_return false;
  }
  co_return true;
}

} // namespace booking
