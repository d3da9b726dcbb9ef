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

TRUTH("await-stale-write/error_out_parameter.cpp") {
  using namespace dial;
  run("greet", [] { return dial::greet(any, part<std::string>()); });
  run("meet", [] { return dial::meet(); });
  skip("Dialer::open", "its arguments have to be made by hand");
}

} // namespace truth_of::stale_write_error_out_parameter
