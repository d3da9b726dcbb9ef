// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_callers {
#include "test-inputs/await-check-then-act/callers.cpp"

// What the input only declares.
mock::task<bool> wire(std::string, long) { return truth::answer<bool>("wire"); }
mock::task<> post(std::string, long) { return truth::answer("post"); }
mock::task<> refuse(std::string) { return truth::answer("refuse"); }
// What is shared, and seen at the end.
auto fields(Wallet &it) { return std::tie(it.funds); }
auto fields(PromptWallet &it) { return std::tie(it.funds); }
auto fields(WaryWallet &it) { return std::tie(it.funds); }
auto fields(Inbox &it) { return std::tie(it.unread); }

TRUTH("await-check-then-act/callers.cpp") {
  globals(prepaid);
  run("Wallet::pay", [] { return part<Wallet>().pay(any, any); });
  run("PromptWallet::pay", [] { return part<PromptWallet>().pay(any, any); });
  run("WaryWallet::pay", [] { return part<WaryWallet>().pay(any, any); });
  run("acknowledge", [] { return acknowledge(part<Inbox>()); });
  run("read_next", [] { return read_next(part<Inbox>()); });
  run("read_next_of", [] { return read_next_of(any); });
  run("bill", [] { return bill(any, any); });
  run("call_abroad", [] { return call_abroad(any, any); });
  run("call_emergency", [] { return call_emergency(any, any); });
  run("call", [] { return (call)(any, any); });
}

} // namespace truth_of::check_then_act_callers
