// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_retry_with_backoff {
#include "test-inputs/clean/retry_with_backoff.cpp"

// What the input only declares.
mock::task<Reply> send(std::string) { return truth::fallible<Reply>("send"); }
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::fallible<>("sleep_for");
}
// What is shared, and seen at the end.
auto fields(Reply &it) { return std::tie(it.status, it.body); }
auto fields(Backoff &it) { return std::tie(it.first, it.longest, it.attempts); }
auto fields(Client &it) {
  return std::tie(it.backoff_, it.random_, it.successes_, it.failures_);
}
auto built(truth::of<Client>) { return new Client(truth::some<Backoff>()); }

TRUTH("clean/retry_with_backoff.cpp") {
  run("Client::call", [] { return part<Client>().call(any); });
  run("Client::call_until", [] { return part<Client>().call_until(any, any); });
}

} // namespace truth_of::clean_retry_with_backoff
