// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The handler only notes the error; another await comes before the restore.
#include "coro.h"

#include <exception>
#include <memory>

namespace rentals {

mock::task<> book(int bikes);
mock::task<> report();

int free_bikes = 30;

// scenario: 76
mock::task<> rent(int n) {
  bool failed = false;
  const int before = free_bikes; // note: check
  free_bikes -= n;
  try {
    co_await book(n);
  } catch (const std::exception &) {
    failed = true;
  }
  if (failed) {
    co_await report();
    free_bikes = before; // expect: await-snapshot-rollback
  }
}

// scenario: 76, 77
mock::task<> rent_adding_back(int n) {
  bool failed = false;
  free_bikes -= n;
  try {
    co_await book(n);
  } catch (const std::exception &) {
    failed = true;
  }
  if (failed) {
    co_await report();
    free_bikes += n; // ok: adds back to what is there now
  }
}

struct Dock {
  int bikes = 8;
};

// scenario: 76
mock::task<> take(std::shared_ptr<Dock> dock) {
  std::exception_ptr error;
  const auto bikes = dock->bikes; // note: check
  --dock->bikes;
  try {
    co_await book(1);
  } catch (...) {
    error = std::current_exception();
  }
  co_await report();
  if (error)
    dock->bikes = bikes; // expect: await-snapshot-rollback
}

// scenario: 76, 77
mock::task<> take_adding_back(Dock &dock) {
  std::exception_ptr error;
  --dock.bikes;
  try {
    co_await book(1);
  } catch (...) {
    error = std::current_exception();
  }
  co_await report();
  if (error)
    ++dock.bikes; // ok: adds back to what is there now
}

} // namespace rentals
