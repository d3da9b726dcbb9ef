// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_locks_threads {
#include "test-inputs/await-stale-write/locks_threads.cpp"

// What the input only declares.
mock::task<> write_row(std::string) { return truth::answer("write_row"); }
auto Hop::await_ready() const noexcept -> bool { return truth::some<bool>(); }
void Hop::await_suspend(std::coroutine_handle<>) const {}
auto Strand::enter() -> Hop { return truth::some<Hop>(); }
auto Strand::running_here() const -> bool { return truth::some<bool>(); }
auto EventLoop::schedule() -> Hop { return truth::some<Hop>(); }
void Actor::assert_own_thread() const {}
// What is shared, and seen at the end.
auto fields(HitCounter &it) { return std::tie(it.mutex_, it.hits_); }
auto fields(MissCounter &it) { return std::tie(it.mutex_, it.misses_); }
auto fields(Auction &it) { return std::tie(it.strand_, it.best_); }
auto fields(ScoreActor &it) { return std::tie(it.score_); }

TRUTH("await-stale-write/locks_threads.cpp") {
  globals(main_thread, open_windows);
  skip("HitCounter::hit",
       "a lock between threads, which one thread cannot take twice");
  run("MissCounter::miss", [] { return part<MissCounter>().miss(); });
  run("MissCounter::forgive", [] { return part<MissCounter>().forgive(); });
  run("Auction::bid", [] { return part<Auction>().bid(any); });
  run("close_window", [] { return close_window(); });
  run("ScoreActor::on_goal", [] { return part<ScoreActor>().on_goal(any); });
}

} // namespace truth_of::stale_write_locks_threads
