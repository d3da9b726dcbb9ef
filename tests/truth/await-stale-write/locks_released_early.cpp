// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_released_early {
#include "test-inputs/await-stale-write/locks_released_early.cpp"

// What the input only declares.
mock::task<> notify(std::string) { return truth::answer("notify"); }
mock::task<long> quote(std::string) { return truth::answer<long>("quote"); }
// What is shared, and seen at the end.
auto fields(Raffle &it) { return std::tie(it.mutex_, it.tickets_); }
auto fields(Position &it) { return std::tie(it.lock, it.shares); }
auto fields(Vault &it) { return std::tie(it.mutex_, it.gold_); }
auto fields(Safe &it) { return std::tie(it.mutex_, it.silver_); }

TRUTH("await-stale-write/locks_released_early.cpp") {
  globals(budget_mutex, budget);
  run("Raffle::draw", [] { return part<Raffle>().draw(); });
  run("Raffle::draw_or_wait", [] { return part<Raffle>().draw_or_wait(any); });
  run("buy", [] { return buy(any, any); });
  run("sell", [] { return sell(part<Position>(), any); });
  run("spend", [] { return spend(any); });
  run("Vault::take", [] { return part<Vault>().take(any); });
  run("Safe::put", [] { return part<Safe>().put(any); });
}

} // namespace truth_of::stale_write_locks_released_early
