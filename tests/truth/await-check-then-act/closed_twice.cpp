// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_closed_twice {
#include "test-inputs/await-check-then-act/closed_twice.cpp"

// What the input only declares.
mock::task<> flush() { return truth::answer("flush"); }
mock::task<bool> dial() { return truth::answer<bool>("dial"); }
void Pipe::shut() {}
// What is shared, and seen at the end.
auto fields(Feed &it) {
  return std::tie(it.open, it.running, it.vacant, it.dirty, it.feeds, it.lines,
                  it.pipe);
}
auto fields(Redialer &it) { return std::tie(it.failures); }

TRUTH("await-check-then-act/closed_twice.cpp") {
  run("Feed::close", [] { return part<Feed>().close(); });
  run("Feed::drop_pipe", [] { return part<Feed>().drop_pipe(); });
  run("Feed::close_and_count", [] { return part<Feed>().close_and_count(); });
  run("Feed::start", [] { return part<Feed>().start(); });
  run("Feed::claim", [] { return part<Feed>().claim(); });
  run("Feed::save", [] { return part<Feed>().save(); });
  // A retry asks again, which no serial execution does.
  run("Redialer::keep_up", steady([] { return part<Redialer>().keep_up(); }));
}

} // namespace truth_of::check_then_act_closed_twice
