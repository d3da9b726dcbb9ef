// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_account_actor {
#include "test-inputs/clean/account_actor.cpp"

// What the input only declares.
mock::task<bool> clear_payment(std::string, long) {
  return truth::answer<bool>("clear_payment");
}
mock::task<> archive(std::string) { return truth::answer("archive"); }
// What is shared, and seen at the end.
auto fields(Deposit &it) { return std::tie(it.cents); }
auto fields(Withdraw &it) { return std::tie(it.cents, it.to); }
auto fields(Rename &it) { return std::tie(it.owner); }
auto fields(AccountActor &it) {
  return std::tie(it.mutex_, it.owner_, it.cents_, it.received_);
}
auto built(truth::of<AccountActor>) {
  return new AccountActor(truth::some<std::string>());
}

TRUTH("clean/account_actor.cpp") {
  run("AccountActor::receive",
      [] { return part<AccountActor>().receive(any); });
  run("AccountActor::balance", [] { return part<AccountActor>().balance(); });
}

} // namespace truth_of::clean_account_actor
