// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_paired_updates {
#include "test-inputs/await-stale-write/paired_updates.cpp"

namespace pools {
// What the input only declares.
mock::task<> query(std::string) { return truth::fallible<>("query"); }
mock::task<> tick() { return truth::fallible<>("tick"); }
// What is shared, and seen at the end.
auto fields(InFlight &it) { return std::tie(it.counter); }
auto built(truth::of<InFlight>) { return new InFlight(part<int>()); }
auto fields(Connection &it) { return std::tie(it.active, it.uses); }
auto fields(Shard &it) { return std::tie(it.readers, it.version); }
} // namespace pools

TRUTH("await-stale-write/paired_updates.cpp") {
  using namespace pools;
  globals(pools::g_open_files);
  run("Connection::run", [] { return part<pools::Connection>().run(any); });
  run("Connection::run_by_hand",
      [] { return part<pools::Connection>().run_by_hand(any); });
  run("Connection::run_counted",
      [] { return part<pools::Connection>().run_counted(any); });
  run("Connection::run_caught",
      [] { return part<pools::Connection>().run_caught(any); });
  run("Connection::touch", [] { return part<pools::Connection>().touch(); });
  run("Connection::serial", [] { return part<pools::Connection>().serial(); });
  run("with_file", [] { return pools::with_file(any); });
  run("with_file_by_hand", [] { return pools::with_file_by_hand(any); });
  run("read_shard", [] { return pools::read_shard(any, any); });
  run("write_shard", [] { return pools::write_shard(part<pools::Shard>()); });
}

} // namespace truth_of::stale_write_paired_updates
