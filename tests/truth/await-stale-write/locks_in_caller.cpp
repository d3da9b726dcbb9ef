// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_in_caller {
#include "test-inputs/await-stale-write/locks_in_caller.cpp"

// What the input only declares.
mock::task<> journal(std::string, int) { return truth::answer("journal"); }
// What is shared, and seen at the end.
auto fields(Inventory &it) { return std::tie(it.mutex_, it.on_hand_); }
auto fields(Depot &it) { return std::tie(it.turn_, it.buses_); }
auto fields(Pantry &it) { return std::tie(it.mutex_, it.jars_); }
auto fields(Cellar &it) { return std::tie(it.mutex_, it.kegs_); }
auto fields(Attic &it) { return std::tie(it.mutex, it.trunks); }

TRUTH("await-stale-write/locks_in_caller.cpp") {
  run("Inventory::reserve", [] { return part<Inventory>().reserve(any); });
  run("Depot::arrive", [] { return part<Depot>().arrive(any); });
  run("Depot::leave", [] { return part<Depot>().leave(any); });
  run("Pantry::put", [] { return part<Pantry>().put(any); });
  run("Pantry::eat", [] { return part<Pantry>().eat(); });
  run("Pantry::change", [] { return part<Pantry>().change(any); });
  run("Cellar::put", [] { return part<Cellar>().put(any); });
  run("Cellar::change", [] { return part<Cellar>().change(any); });
  run("Attic::put", [] { return part<Attic>().put(any); });
  run("Attic::change", [] { return part<Attic>().change(any); });
}

} // namespace truth_of::stale_write_locks_in_caller
