// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_run_by_invoke {
#include "test-inputs/await-check-then-act/run_by_invoke.cpp"

namespace desk {
// What the input only declares.
void Printer::feed() {}
void run_in_idle_time(std::function<bool ()> then) { truth::later("run_in_idle_time", std::move(then)); }
// What is shared, and seen at the end.
auto fields(Printer &it) { return std::tie(it.ready); }
auto fields(Job &it) { return std::tie(it.run); }
} // namespace desk

TRUTH("await-check-then-act/run_by_invoke.cpp") {
  using namespace desk;
  globals(desk::printer, desk::retries);
  run("print_later", [] { return desk::print_later(); });
  run("print_again_and_again", [] { return desk::print_again_and_again(); });
}

} // namespace truth_of::check_then_act_run_by_invoke
