// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::demo_rollback {
#include "test-inputs/demo/rollback.cpp"

// What the input only declares.
mock::task<bool> transfer(long) { return truth::answer<bool>("transfer"); }
// What is shared, and seen at the end.
auto fields(Account &it) { return std::tie(it.balance); }

TRUTH("demo/rollback.cpp") {
  run("Account::withdraw", [] { return part<Account>().withdraw(any); });
}

} // namespace truth_of::demo_rollback
