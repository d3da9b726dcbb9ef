// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_moved {
#include "test-inputs/await-stale-write/locks_moved.cpp"

// What the input only declares.
mock::task<> print_label(int) { return truth::answer("print_label"); }
// What is shared, and seen at the end.
auto fields(Shelf &it) { return std::tie(it.mutex_, it.stock_); }
auto fields(Shelf::Lease &it) { return std::tie(it.guard, it.clerk); }
auto fields(Bin &it) { return std::tie(it.mutex_, it.parts_); }
auto fields(Crate &it) { return std::tie(it.mutex, it.bottles); }
auto fields(Ledger &it) { return std::tie(it.turns_, it.sum_); }

TRUTH("await-stale-write/locks_moved.cpp") {
  run("Shelf::restock", [] { return part<Shelf>().restock(any); });
  run("Shelf::recount", [] { return part<Shelf>().recount(); });
  run("Bin::empty_one", [] { return part<Bin>().empty_one(); });
  run("drink", [] { return drink(part<Crate>()); });
  run("Ledger::enter", [] { return part<Ledger>().enter(any); });
  run("Ledger::cancel", [] { return part<Ledger>().cancel(any); });
}

} // namespace truth_of::stale_write_locks_moved
