// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_one_lock_by_many_names {
#include "test-inputs/clean/one_lock_by_many_names.cpp"

// What the input only declares.
mock::task<bool> announce(std::string, long) {
  return truth::answer<bool>("announce");
}
// What is shared, and seen at the end.
auto fields(late_guard &it) { return std::tie(it.mutex_, it.owned_); }
auto built(truth::of<late_guard>) {
  return new late_guard(part<mock::mutex>());
}
auto fields(Granary &it) { return std::tie(it.mutex_, it.sacks_); }

TRUTH("clean/one_lock_by_many_names.cpp") {
  globals(board_mutex, board);
  skip("late_guard::lock", "waits for somebody else, who is not known yet");
  run("Granary::store", [] { return part<Granary>().store(any); });
  run("Granary::sell", [] { return part<Granary>().sell(any); });
  run("Granary::mill", [] { return part<Granary>().mill(any); });
  run("Granary::dry", [] { return part<Granary>().dry(any); });
  run("Granary::count", [] { return part<Granary>().count(any); });
  run("Granary::air", [] { return part<Granary>().air(any, any); });
  run("Granary::burn", [] { return part<Granary>().burn(); });
  run("chalk_up", [] { return chalk_up(any, any); });
  run("wipe", [] { return wipe(any); });
  run("penalty", [] { return penalty(any); });
}

} // namespace truth_of::clean_one_lock_by_many_names
