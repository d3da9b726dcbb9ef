// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_service_teardown {
#include "test-inputs/clean/service_teardown.cpp"

// What the input only declares.
auto Partition::write(std::string) -> mock::task<> {
  return truth::fallible<>("write");
}
auto Partition::flush() -> mock::task<> { return truth::fallible<>("flush"); }
auto Partition::stop() -> mock::task<> { return truth::fallible<>("stop"); }
mock::task<std::unique_ptr<Partition>> load_partition(int) {
  return truth::fallible<std::unique_ptr<Partition>>("load_partition");
}
// What is shared, and seen at the end.
auto fields(Gate &it) { return std::tie(it.holders_, it.closing_, it.left_); }
auto fields(Gate::Holder &it) { return std::tie(it.gate_); }
auto built(truth::of<Gate::Holder>) { return new Gate::Holder(part<Gate>()); }
auto fields(Storage &it) {
  return std::tie(it.gate_, it.partitions_, it.stopping_, it.stopped_,
                  it.written_);
}

TRUTH("clean/service_teardown.cpp") {
  run("Gate::close", [] { return part<Gate>().close(); });
  run("Storage::write", [] { return part<Storage>().write(any, any); });
  run("Storage::flush_all", [] { return part<Storage>().flush_all(); });
  run("Storage::unload", [] { return part<Storage>().unload(any); });
  run("Storage::stop", [] { return part<Storage>().stop(); });
}

} // namespace truth_of::clean_service_teardown
