// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_asio_connection_pool {
#include "test-inputs/clean/asio_connection_pool.cpp"

// What is shared, and seen at the end.
auto fields(Pool &it) { return std::tie(it.strand_, it.returned_, it.host_, it.port_, it.most_, it.idle_, it.open_, it.written_, it.closed_); }
auto built(truth::of<Pool>) { return new Pool(any, any, any, any); }
auto fields(Pool::Lease &it) { return std::tie(it.pool_, it.socket_, it.reusable_); }
auto built(truth::of<Pool::Lease>) { return new Pool::Lease(any, any); }
auto fields(Pool::Idle &it) { return std::tie(it.socket, it.since); }

TRUTH("clean/asio_connection_pool.cpp") {
  run("Pool::lease", [] { return part<Pool>().lease(); });
  run("Pool::send", [] { return part<Pool>().send(any); });
}

} // namespace truth_of::clean_asio_connection_pool
