// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_connection_pool {
#include "test-inputs/clean/connection_pool.cpp"

// What the input only declares.
auto Connection::broken() const -> bool { return truth::some<bool>(); }
auto Connection::query(std::string) -> mock::task<std::string> {
  return truth::answer<std::string>("query");
}
mock::task<std::unique_ptr<Connection>> connect(std::string) {
  return truth::answer<std::unique_ptr<Connection>>("connect");
}
// What is shared, and seen at the end.
auto fields(Permit &it) { return std::tie(it.from_); }
auto fields(ConnectionPool &it) {
  return std::tie(it.host_, it.permits_, it.idle_, it.opened_);
}
auto built(truth::of<ConnectionPool>) { return new ConnectionPool(any, any); }
auto fields(ConnectionPool::Lease &it) {
  return std::tie(it.permit_, it.pool_, it.connection_);
}

TRUTH("clean/connection_pool.cpp") {
  run("ConnectionPool::lease", [] { return part<ConnectionPool>().lease(); });
  run("ConnectionPool::query",
      [] { return part<ConnectionPool>().query(any); });
}

} // namespace truth_of::clean_connection_pool
