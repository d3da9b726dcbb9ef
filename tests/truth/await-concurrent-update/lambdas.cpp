// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::concurrent_update_lambdas {
#include "test-inputs/await-concurrent-update/lambdas.cpp"

// What the input only declares.
mock::task<long> size_of(std::string) { return truth::answer<long>("size_of"); }
// What is shared, and seen at the end.
auto fields(Folder &it) { return std::tie(it.size_); }

TRUTH("await-concurrent-update/lambdas.cpp") {
  skip("sizes_of", "marked as racy; no beginning that shows it is known yet");
  run("largest_of", [] { return largest_of(any, any); });
  run("sizes_in_turn", [] { return sizes_in_turn(any); });
  run("sizes_apart", [] { return sizes_apart(any, any); });
  run("Folder::measure", [] { return part<Folder>().measure(); });
}

} // namespace truth_of::concurrent_update_lambdas
