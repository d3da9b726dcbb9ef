// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_by_hand {
#include "test-inputs/await-stale-write/locks_by_hand.cpp"

// What the input only declares.
mock::task<bool> flush_disk() { return truth::answer<bool>("flush_disk"); }
mock::task<> beep() { return truth::answer("beep"); }
// What is shared, and seen at the end.
auto fields(Journal &it) { return std::tie(it.mutex_, it.end_); }
auto fields(Spool &it) { return std::tie(it.mutex_, it.size_); }
auto fields(Drum &it) { return std::tie(it.m, it.sector); }

TRUTH("await-stale-write/locks_by_hand.cpp") {
  run("Journal::append", [] { return part<Journal>().append(any); });
  run("Journal::truncate", [] { return part<Journal>().truncate(any); });
  run("Journal::try_append", [] { return part<Journal>().try_append(any); });
  run("Spool::add", [] { return part<Spool>().add(any); });
  run("Spool::remove", [] { return part<Spool>().remove(any); });
  skip("Spool::trim",
       "marked as racy; no beginning that shows it is known yet");
  run("turn", [] { return turn(any); });
  run("rewind", [] { return rewind(any); });
}

} // namespace truth_of::stale_write_locks_by_hand
