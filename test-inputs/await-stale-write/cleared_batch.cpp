// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What comes while a copy of the queue is stored is cleared with the rest. Found
// by generated programs.
#include "coro.h"
#include <utility>
#include <vector>

mock::task<> store(const std::vector<int> &batch);

class Outbox {
public:
  mock::task<> flush_copy() {
    const std::vector<int> batch = letters; // note: check
    co_await store(batch);                  // note: suspension
    letters.clear();                        // expect: await-stale-write
  }

  mock::task<> flush() {
    const std::vector<int> batch = std::exchange(letters, {});
    co_await store(batch); // ok: moved out before
  }

  void add(int letter) {
    letters.push_back(letter);
  }

private:
  std::vector<int> letters;
};
