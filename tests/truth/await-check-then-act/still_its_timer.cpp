// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_still_its_timer {
#include "test-inputs/await-check-then-act/still_its_timer.cpp"

// What the input only declares.
auto Timer::wait() -> mock::task<> { return truth::answer("wait"); }
void Timer::cancel() {}
auto Table::wait(std::weak_ptr<Timer>) -> mock::task<> {
  return truth::answer("wait");
}
auto Desk::wait(std::weak_ptr<Timer>) -> mock::task<> {
  return truth::answer("wait");
}
auto Booth::confirm(int) -> mock::task<> { return truth::answer("confirm"); }
auto Bench::wait(std::weak_ptr<Timer>) -> mock::task<> {
  return truth::answer("wait");
}
// What is shared, and seen at the end.
auto fields(Table &it) { return std::tie(it.guest_, it.timer_); }
auto fields(Desk &it) { return std::tie(it.free_, it.timer_); }
auto fields(Booth &it) { return std::tie(it.free_); }
auto fields(Bench &it) { return std::tie(it.free_, it.timer_); }

TRUTH("await-check-then-act/still_its_timer.cpp") {
  run("Table::reserve_in_a_while",
      [] { return part<Table>().reserve_in_a_while(any); });
  run("Desk::reserve", [] { return part<Desk>().reserve(any); });
  run("Booth::reserve", [] { return part<Booth>().reserve(any); });
  run("Bench::reserve", [] { return part<Bench>().reserve(any); });
  run("Table::reserve", [] {
    return part<Table>().reserve(truth::some<std::optional<std::string>>());
  });
}

} // namespace truth_of::check_then_act_still_its_timer
