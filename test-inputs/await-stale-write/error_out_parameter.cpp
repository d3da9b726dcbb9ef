// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The caller asks for the error by reference: each call has its own.
#include "coro.h"

#include <string>
#include <system_error>

namespace dial {

mock::task<int> lookup(const std::string &host, std::error_code &ec);
std::error_code refused();

struct Dialer {
  template <class Line> mock::task<int> open(Line &line, std::error_code &ec) {
    int n = co_await lookup(line.host(), ec);
    if (ec)
      co_return 0;
    auto first = ec;
    n += co_await lookup(line.fallback(), ec);
    if (n == 3)
      ec = refused(); // ok: another call has another error
    if (n == 4)
      ec = first; // ok: the same
    co_return n;
  }
};

static mock::task<int> greet(int count, std::string &problem) {
  if (!problem.empty())
    co_return 0;
  co_await mock::yield();
  problem = count ? "" : "nobody there"; // ok: every caller has its own
  co_return count;
}

mock::task<bool> meet() {
  std::string problem;
  co_await greet(2, problem);
  co_return problem.empty();
}

} // namespace dial
