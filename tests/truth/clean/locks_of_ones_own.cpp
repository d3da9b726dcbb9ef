// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_locks_of_ones_own {
#include "test-inputs/clean/locks_of_ones_own.cpp"

// What the input only declares.
mock::task<bool> deliver(std::string) { return truth::answer<bool>("deliver"); }
// What is shared, and seen at the end.
auto fields(AsyncMutex &it) { return std::tie(it.taken_, it.freed_); }
auto fields(AsyncMutex::Hold &it) { return std::tie(it.of_); }
auto built(truth::of<AsyncMutex::Hold>) {
  return new AsyncMutex::Hold(part<AsyncMutex>());
}
auto fields(Depot &it) { return std::tie(it.mutex_, it.parcels_); }
auto fields(Door &it) { return std::tie(it.locked_); }
auto fields(House &it) { return std::tie(it.front_); }

TRUTH("clean/locks_of_ones_own.cpp") {
  run("AsyncMutex::acquire", [] { return part<AsyncMutex>().acquire(); });
  run("Depot::send", [] { return part<Depot>().send(any); });
  run("Depot::collect", [] { return part<Depot>().collect(any); });
  run("House::close_up", [] { return part<House>().close_up(any); });
  run("House::check_twice", [] { return part<House>().check_twice(); });
}

} // namespace truth_of::clean_locks_of_ones_own
