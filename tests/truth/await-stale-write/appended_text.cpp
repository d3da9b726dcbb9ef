// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_appended_text {
#include "test-inputs/await-stale-write/appended_text.cpp"

namespace progress {
// What the input only declares.
mock::task<> draw(std::string) { return truth::answer("draw"); }
mock::task<> draw_all(std::vector<int>) { return truth::answer("draw_all"); }
mock::task<> reserve(int) { return truth::answer("reserve"); }
// What is shared, and seen at the end.
auto fields(Bar &it) {
  return std::tie(it.bar_, it.list_, it.next_, it.serial_);
}
auto fields(Report &it) { return std::tie(it.body); }
} // namespace progress

TRUTH("await-stale-write/appended_text.cpp") {
  using namespace progress;
  run("Bar::run", [] { return part<progress::Bar>().run(any); });
  run("Bar::run_list", [] { return part<progress::Bar>().run_list(any); });
  run("Bar::number", [] { return part<progress::Bar>().number(); });
  run("Bar::numbers", [] { return part<progress::Bar>().numbers(); });
  skip("write", "each of its steps is right by itself, and the whole is not "
                "meant to be one step");
  skip("write_parts", "each of its steps is right by itself, and the whole is "
                      "not meant to be one step");
}

} // namespace truth_of::stale_write_appended_text
