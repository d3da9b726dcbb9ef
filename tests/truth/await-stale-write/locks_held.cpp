// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_held {
#include "test-inputs/await-stale-write/locks_held.cpp"

// What the input only declares.
mock::task<> audit(std::string) { return truth::answer("audit"); }
mock::task<bool> confirm(int) { return truth::answer<bool>("confirm"); }
// What is shared, and seen at the end.
auto fields(SeatPlan &it) { return std::tie(it.lock_, it.free_); }
auto fields(Wallet &it) { return std::tie(it.gate, it.coins); }
auto fields(Accounts &it) { return std::tie(it.locks_, it.balances_); }
auto fields(Turnstile &it) { return std::tie(it.mtx, it.passed); }

TRUTH("await-stale-write/locks_held.cpp") {
  globals(tariff_mutex, tariff_revision);
  run("SeatPlan::book", [] { return part<SeatPlan>().book(any); });
  run("SeatPlan::give_back", [] { return part<SeatPlan>().give_back(any); });
  run("revise_tariff", [] { return revise_tariff(); });
  run("top_up", [] { return top_up(any, any); });
  run("Accounts::credit", [] { return part<Accounts>().credit(any, any); });
  run("pass", [] { return pass(part<Turnstile>()); });
  run("pass_group", [] { return pass_group(part<Turnstile>(), any); });
  run("pass_late", [] { return pass_late(part<Turnstile>()); });
}

} // namespace truth_of::stale_write_locks_held
