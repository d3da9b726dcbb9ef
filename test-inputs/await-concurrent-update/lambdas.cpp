// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Coroutine lambdas that share what they captured by reference.
#include "coro.h"

#include <string>
#include <utility>
#include <vector>

mock::task<long> size_of(std::string file);

// scenario: 88
mock::task<long> sizes_of(std::vector<std::string> files) {
  long total = 0;
  auto one = [&](std::string file) -> mock::task<> {
    const long before = total;
    total = before + co_await size_of(file); // expect: await-stale-write
  };
  std::vector<mock::task<>> all;
  for (const auto &file : files)
    all.push_back(one(file));
  co_await mock::when_all(std::move(all)); // expect: await-concurrent-update
  co_return total;
}

// scenario: 88
mock::task<long> largest_of(std::string left, std::string right) {
  long largest = 0;
  auto look = [&largest](std::string file) -> mock::task<> {
    if (const long before = largest; before < 100) {
      const long size = co_await size_of(file);
      largest = before < size ? size : before; // expect: await-stale-write
    }
  };
  mock::spawn(look(left));
  mock::spawn(look(right)); // expect: await-concurrent-update
  co_await mock::yield();
  co_return largest;
}

// scenario: 88
mock::task<long> sizes_in_turn(std::vector<std::string> files) {
  long total = 0;
  auto one = [&](std::string file) -> mock::task<> {
    const long before = total;
    total = before + co_await size_of(file); // ok: only ever one of them
  };
  for (const auto &file : files)
    co_await one(file);
  co_return total;
}

// Each has its own sum.
mock::task<> sizes_apart(std::string left, std::string right) {
  auto one = [](std::string file) -> mock::task<long> {
    long total = 0;
    const long before = total;
    total = before + co_await size_of(file);
    co_return total;
  };
  auto a = one(left);
  auto b = one(right);
  co_await a;
  co_await b;
}

class Folder {
public:
  mock::task<> measure() {
    auto one = [this](std::string file) -> mock::task<> {
      const long before = size_;
      size_ = before + co_await size_of(file); // expect: await-stale-write
    };
    co_await mock::when_all(one("a"), one("b")); // expect: await-concurrent-update
  }

private:
  long size_ = 0;
};
