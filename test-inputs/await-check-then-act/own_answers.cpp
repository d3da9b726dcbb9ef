// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A text that the caller hands in for the answer, from another file: the
// function looks only at what it has just put there. One that it looks into
// first is the caller's state.
#include "coro.h"

#include <string>

std::string complaints_about(const std::string &order);
mock::task<bool> send(const std::string &order);

class Shop {
public:
  mock::task<bool> place(std::string order, std::string &error);
  mock::task<bool> place_again(std::string order, std::string &error);
  mock::task<bool> place_when_asked(std::string order, std::string &error);
  mock::task<bool> place_counted(int &left);
};

mock::task<bool> Shop::place(std::string order, std::string &error) {
  error = complaints_about(order);
  if (!error.empty())
    co_return false;
  if (!co_await send(order)) {
    error = "cannot send " + order; // ok: the caller's answer
    co_return false;
  }
  co_return true;
}

mock::task<bool> Shop::place_again(std::string order, std::string &error) {
  if (!error.empty()) // note: check
    co_return false;
  if (!co_await send(order)) { // note: suspension
    error = "cannot send " + order; // expect: await-check-then-act
    co_return false;
  }
  co_return true;
}

mock::task<bool> Shop::place_when_asked(std::string order, std::string &error) {
  error = complaints_about(order);
  co_await mock::yield();
  if (!error.empty()) // note: check
    co_return false;
  if (!co_await send(order)) { // note: suspension
    error = "cannot send " + order; // expect: await-check-then-act
    co_return false;
  }
  co_return true;
}

/// A number that is handed in is an amount of somebody.
mock::task<bool> Shop::place_counted(int &left) {
  left = left > 100 ? 100 : left;
  if (left == 0) // note: check
    co_return false;
  if (!co_await send("one")) // note: suspension
    co_return false;
  left -= 1; // expect: await-check-then-act
  co_return true;
}
