// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_error_out_parameter {
#include "test-inputs/await-stale-write/error_out_parameter.cpp"

namespace dial {
// What the input only declares.
mock::task<int> lookup(const std::string &, std::error_code &) {
  return truth::answer<int>("lookup");
}
std::error_code refused() { return truth::some<std::error_code>(); }
} // namespace dial

struct Line {
  std::string host() const { return "ann"; }
  std::string fallback() const { return "bob"; }
};

TRUTH("await-stale-write/error_out_parameter.cpp") {
  using namespace dial;
  run("greet", [] { return dial::greet(any, part<std::string>()); });
  run("meet", [] { return dial::meet(); });
  run("Dialer::open", []() -> mock::task<int> {
    std::error_code Own;
    co_return co_await part<Dialer>().open(part<Line>(), Own);
  });
}

} // namespace truth_of::stale_write_error_out_parameter
