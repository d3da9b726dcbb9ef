// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A co_await counts wherever it stands inside an expression.
#include "coro.h"

#include <string>
#include <utility>
#include <vector>

mock::task<int> sample();
mock::task<bool> allowed();
void plot(int value, const char *colour);

// scenario: 98
class Series {
public:
  explicit Series(std::vector<int> names) : names_(std::move(names)) {}

  mock::task<> argument() {
    const int before = sum_;          // note: check
    plot(co_await sample(), "green"); // note: suspension
    sum_ = before + 1;                // expect: await-stale-write
  }

  mock::task<> subscript() {
    const int before = sum_;                    // note: check
    const int name = names_[co_await sample()]; // note: suspension
    sum_ = before + name;                       // expect: await-stale-write
  }

  mock::task<> operand() {
    const int before = sum_;                     // note: check
    const bool big = 3 * co_await sample() > 10; // note: suspension
    sum_ = before + big;                         // expect: await-stale-write
  }

  mock::task<> right_of_and(bool on) {
    const int before = sum_;                  // note: check
    const bool go = on && co_await allowed(); // note: suspension
    sum_ = before + go;                       // expect: await-stale-write
  }

  mock::task<> arm(bool on) {
    const int before = sum_;                  // note: check
    const int n = on ? co_await sample() : 0; // note: suspension
    sum_ = before + n;                        // expect: await-stale-write
  }

  mock::task<> comma() {
    const int before = sum_;              // note: check
    const int n = (co_await sample(), 4); // note: suspension
    sum_ = before + n;                    // expect: await-stale-write
  }

  mock::task<int> result() {
    const int before = sum_;                     // note: check
    co_return sum_ = before + co_await sample(); // expect: await-stale-write // note: suspension
  }

  mock::task<> not_evaluated() {
    const int before = sum_;
    using Result = decltype(sample().await_resume());
    const Result n = sizeof(sample().await_resume());
    sum_ = before + n; // ok: nothing is awaited
    co_return;
  }

private:
  int sum_ = 0;
  const std::vector<int> names_;
};

// scenario: 98
struct Chart {
  int points = 0;
  void draw(int a, std::string b) const;
};

mock::task<std::string> title();

mock::task<> draw(Chart &chart) {
  const int n = chart.points;      // note: check
  chart.draw(n, co_await title()); // note: suspension
  chart.points = n + 1;            // expect: await-stale-write
}
