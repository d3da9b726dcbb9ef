// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_reserved_and_counted {
#include "test-inputs/clean/reserved_and_counted.cpp"

// What the input only declares.
mock::task<bool> send(long) { return truth::answer<bool>("send"); }
mock::task<> nap() { return truth::answer("nap"); }
mock::task<std::string> fetch(std::string) {
  return truth::answer<std::string>("fetch");
}
// What is shared, and seen at the end.
auto fields(TryTake &it) { return std::tie(it.avail_); }
auto fields(Held &it) { return std::tie(it.bal_, it.held_); }
auto fields(Held2 &it) { return std::tie(it.bal_, it.held_); }
auto fields(GenHelper &it) { return std::tie(it.gen_, it.result_); }

TRUTH("clean/reserved_and_counted.cpp") {
  run("TryTake::r4", [] { return part<TryTake>().r4(any); });
  run("TryTake::r5", [] { return part<TryTake>().r5(any); });
  run("Held::pay", [] { return part<Held>().pay(any); });
  run("Held2::pay", [] { return part<Held2>().pay(any); });
  skip("GenHelper::g7", "who is overtaken gives up, on purpose");
  skip("GenHelper::g8", "who is overtaken gives up, on purpose");
}

} // namespace truth_of::clean_reserved_and_counted
