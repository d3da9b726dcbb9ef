// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_optimistic_transactions {
#include "test-inputs/clean/optimistic_transactions.cpp"

// What the input only declares.
auto Journal::append(std::vector<Change>) -> mock::task<> {
  return truth::answer("append");
}
mock::task<> page_in(std::string) { return truth::answer("page_in"); }
// What is shared, and seen at the end.
auto fields(Cell &it) { return std::tie(it.value, it.version); }
auto fields(Change &it) { return std::tie(it.key, it.value); }
auto fields(Store &it) {
  return std::tie(it.journal_, it.committing_, it.cells_, it.conflicts_);
}
auto built(truth::of<Store>) { return new Store(part<Journal>()); }
auto fields(Store::Transaction &it) {
  return std::tie(it.store_, it.reads_, it.writes_);
}
auto built(truth::of<Store::Transaction>) {
  return new Store::Transaction(part<Store>());
}

TRUTH("clean/optimistic_transactions.cpp") {
  run("Transaction::get", [] { return part<Store::Transaction>().get(any); });
  run("Store::transfer", [] { return part<Store>().transfer(any, any, any); });
  run("Store::audit", [] { return part<Store>().audit(any); });
}

} // namespace truth_of::clean_optimistic_transactions
