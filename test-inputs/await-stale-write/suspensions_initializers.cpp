// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A co_await counts in an initializer of any form.
#include "coro.h"

#include <memory>
#include <utility>
#include <vector>

mock::task<int> sample();
mock::task<std::pair<int, int>> range();

// scenario: 98
class Series {
public:
  mock::task<> initializer() {
    const int before = sum_;            // note: check
    const int more = co_await sample(); // note: suspension
    sum_ = before + more;               // expect: await-stale-write
  }

  mock::task<> braces() {
    const int before = sum_;               // note: check
    std::vector<int> v{co_await sample()}; // note: suspension
    sum_ = before + v[0];                  // expect: await-stale-write
  }

  mock::task<> binding() {
    const int before = sum_;                // note: check
    const auto [lo, hi] = co_await range(); // note: suspension
    sum_ = before + hi - lo;                // expect: await-stale-write
  }

  mock::task<> capture() {
    const int before = sum_;                                     // note: check
    auto add = [n = co_await sample()](int v) { return v + n; }; // note: suspension
    sum_ = add(before);                                          // expect: await-stale-write
  }

  mock::task<> heap() {
    const int before = sum_;                            // note: check
    std::unique_ptr<int> n(new int(co_await sample())); // note: suspension
    sum_ = before + *n;                                 // expect: await-stale-write
  }

private:
  int sum_ = 0;
};

// scenario: 98
struct Window {
  int width = 80;
};

struct Step {
  int by;
  bool wrap;
};

mock::task<> widen(Window &window) {
  const int was = window.width;                           // note: check
  const Step step{.by = co_await sample(), .wrap = true}; // note: suspension
  window.width = was + step.by;                           // expect: await-stale-write
}

mock::task<> narrow(Window &window) {
  const Step step{.by = co_await sample(), .wrap = false};
  const int was = window.width;
  window.width = was - step.by; // ok: read after the suspension
}
