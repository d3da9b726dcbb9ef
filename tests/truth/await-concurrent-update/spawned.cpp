// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::concurrent_update_spawned {
#include "test-inputs/await-concurrent-update/spawned.cpp"

// What the input only declares.
mock::task<int> ask(std::string) { return truth::answer<int>("ask"); }
// What is shared, and seen at the end.
auto fields(Votes &it) { return std::tie(it.yes); }
auto fields(Poll &it) { return std::tie(it.votes_, it.by_host_, it.scope_); }

TRUTH("await-concurrent-update/spawned.cpp") {
  globals(counted);
  run("Poll::open", [] { return part<Poll>().open(); });
  run("Poll::open_all", [] { return part<Poll>().open_all(any); });
  run("Poll::open_in_scope", [] { return part<Poll>().open_in_scope(); });
  run("Poll::open_with_handles",
      [] { return part<Poll>().open_with_handles(); });
  run("Poll::open_slowly", [] { return part<Poll>().open_slowly(); });
  skip("Poll::open_keyed",
       "marked as racy; no beginning that shows it is known yet");
  run("Poll::run_eagerly", [] { return part<Poll>().run_eagerly(); });
  run("Poll::run_eagerly_and_wait",
      [] { return part<Poll>().run_eagerly_and_wait(); });
  run("Poll::count", [] { return part<Poll>().count(any); });
  run("Poll::count_for", [] { return part<Poll>().count_for(any); });
  run("Poll::begin", [] { return part<Poll>().begin(any); });
  run("count", [] { return count(any); });
}

} // namespace truth_of::concurrent_update_spawned
