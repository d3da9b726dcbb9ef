// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_canister_callbacks {
#include "test-inputs/situations/canister_callbacks.cpp"

// What the input only declares.
mock::future<bool> transfer(std::string, long) {
  return mock::future<bool>(truth::some<bool>());
}
template <class Handler> void async_transfer(std::string, long, Handler then) {
  truth::later("async_transfer", std::move(then));
}
void when_settled(std::string, long, std::function<void(bool)> then) {
  truth::later("when_settled", std::move(then));
}
// What is shared, and seen at the end.
auto fields(Purse &it) { return std::tie(it.balance_); }
auto fields(Till &it) { return std::tie(it.cash_, it.tips_); }
auto fields(Vault &it) { return std::tie(it.gold); }

TRUTH("situations/canister_callbacks.cpp") {
  run("Purse::withdraw", [] { return part<Purse>().withdraw(any, any); });
  run("Purse::withdraw_or_restore",
      [] { return part<Purse>().withdraw_or_restore(any, any); });
  skip("Till::pay_out", "the mock runs a continuation at once");
  skip("Till::tip", "the mock runs a continuation at once");
  run("move_gold", [] { return move_gold(any, any, any); });
}

} // namespace truth_of::situations_canister_callbacks
