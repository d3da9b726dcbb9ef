// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_paired_updates_shared {
#include "test-inputs/await-stale-write/paired_updates_shared.cpp"

namespace downloads {
// What the input only declares.
mock::task<> fetch(std::string) { return truth::fallible<>("fetch"); }
// What is shared, and seen at the end.
auto fields(Host &it) { return std::tie(it.open); }
auto fields(Open &it) { return std::tie(it.host, it.key); }
auto built(truth::of<Open>) { return new Open(any, any); }
} // namespace downloads

TRUTH("await-stale-write/paired_updates_shared.cpp") {
  using namespace downloads;
  globals(downloads::running);
  run("run", [] { return downloads::run(any); });
  run("run_caught", [] { return downloads::run_caught(any); });
  run("run_saved", [] { return downloads::run_saved(any); });
  run("use", [] { return downloads::use(any, any); });
  run("use_caught",
      [] { return downloads::use_caught(part<downloads::Host>(), any); });
}

} // namespace truth_of::stale_write_paired_updates_shared
