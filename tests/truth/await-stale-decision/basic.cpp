// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_decision_basic {
#include "test-inputs/await-stale-decision/basic.cpp"

namespace exchange {
// What the input only declares.
mock::task<> settle(long) { return truth::answer("settle"); }
mock::task<bool> confirm(std::string) { return truth::answer<bool>("confirm"); }
// What is shared, and seen at the end.
auto fields(Market &it) { return std::tie(it.open_, it.volume_, it.requests_); }
auto fields(Trader &it) { return std::tie(it.limit, it.trades); }
} // namespace exchange

TRUTH("await-stale-decision/basic.cpp") {
  using namespace exchange;
  globals(exchange::paused, exchange::orders);
  run("Market::buy", [] { return part<exchange::Market>().buy(any); });
  run("Market::buy_or_leave",
      [] { return part<exchange::Market>().buy_or_leave(any); });
  run("Market::buy_tested_again",
      [] { return part<exchange::Market>().buy_tested_again(any); });
  run("Market::buy_first",
      [] { return part<exchange::Market>().buy_first(any); });
  run("Market::count", [] { return part<exchange::Market>().count(any); });
  run("Market::buy_confirmed",
      [] { return part<exchange::Market>().buy_confirmed(any, any); });
  run("order", [] { return exchange::order(any, any); });
  run("trade", [] { return exchange::trade(any); });
  run("trade_locally", [] { return exchange::trade_locally(any); });
}

} // namespace truth_of::stale_decision_basic
