// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Locals: nobody else's business until a coroutine that runs beside this one borrows them.
#include "coro.h"
#include <string>
#include <utility>
#include <vector>

mock::task<int> count_words(std::string file);

class Indexer {
public:
  // scenario: 87
  mock::task<int> index(std::vector<std::string> files, int total) {
    int skipped = 0;
    const int before = total;
    total = before + co_await count_words(files.front()); // ok: a parameter by value
    const int seen = skipped;
    co_await count_words(files.back());
    skipped = seen + 1; // ok: a local that is not captured
    co_return total - skipped;
  }

  // scenario: 88
  mock::task<int> index_both(std::string left, std::string right) {
    int total = 0;
    auto add = [&](std::string file) -> mock::task<> {
      const int so_far = total;                     // note: check
      const int words = co_await count_words(file); // note: suspension
      total = so_far + words;                       // expect: await-stale-write
    };
    co_await mock::when_all(add(left), add(right)); // expect: await-concurrent-update
    co_return total;
  }

  // scenario: 88
  mock::task<int> index_both_adding(std::string left, std::string right) {
    int total = 0;
    auto add = [&](std::string file) -> mock::task<> {
      total += co_await count_words(file); // ok: added in one step, after the wait
    };
    co_await mock::when_all(add(left), add(right));
    co_return total;
  }
};

// scenario: 88
mock::task<long> index_many(std::vector<std::string> files) {
  long total = 0;
  auto add = [&total](std::string file) -> mock::task<> {
    total = total + co_await count_words(file); // expect: await-stale-write
  };
  std::vector<mock::task<>> jobs;
  for (const auto &file : files)
    jobs.push_back(add(file));
  co_await mock::when_all(std::move(jobs)); // expect: await-concurrent-update
  co_return total;
}

// scenario: 88
mock::task<long> index_in_turn(std::vector<std::string> files) {
  long total = 0;
  auto add = [&total](std::string file) -> mock::task<> {
    total = total + co_await count_words(file); // ok: one file after the other
  };
  for (const auto &file : files)
    co_await add(file);
  co_return total;
}

// scenario: 88
mock::task<int> index_in_background(std::string file) {
  int progress = 0;
  mock::event done;
  auto background = [&]() -> mock::task<> {
    progress += co_await count_words("background");
    done.set();
  };
  mock::spawn(background());
  const int before = progress;                  // note: check
  const int words = co_await count_words(file); // note: suspension
  progress = before + words;                    // expect: await-stale-write
  co_await done.wait();
  co_return progress;
}
