// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Text that is appended to and sent is no number that is handed out.
#include "coro.h"

#include <memory>
#include <string>
#include <vector>

namespace progress {

mock::task<> draw(std::string bar);
mock::task<> draw_all(std::vector<int> steps);
mock::task<> reserve(int number);

class Bar {
public:
  // scenario: 27
  mock::task<> run(int steps) {
    for (int i = 0; i < steps; ++i) {
      bar_ += '#';
      co_await draw(bar_);
    }
  }

  // scenario: 27
  mock::task<> run_list(int steps) {
    for (int i = 0; i < steps; ++i) {
      list_.push_back(i); // ok: appends to what is there now
      co_await draw_all(list_);
    }
  }

  // scenario: 30
  mock::task<int> number() {
    const int n = next_; // note: check
    co_await reserve(n); // note: suspension
    next_ += 1;          // expect: await-stale-write
    co_return n;
  }

  // scenario: 27, 30
  mock::task<> numbers() {
    for (int i = 0; i < 3; ++i) {
      serial_ += 1;
      const int mine = serial_;
      co_await reserve(mine);
    }
  }

private:
  std::string bar_;
  std::vector<int> list_;
  int next_ = 0;
  int serial_ = 0;
};

struct Report {
  std::string body;
};

// scenario: 27
mock::task<> write(std::shared_ptr<Report> report) {
  report->body += "head\n"; // ok: before the first await
  co_await draw(report->body);
  report->body += "tail\n";
  co_await draw(report->body);
}

// scenario: 27
mock::task<> write_parts(std::shared_ptr<Report> report) {
  co_await draw("head");
  report->body += "head\n"; // ok: nothing of it was read before
  co_await draw("tail");
  report->body += "tail\n"; // ok: the same
}

} // namespace progress
