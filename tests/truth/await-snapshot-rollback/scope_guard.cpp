// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_scope_guard {
#include "test-inputs/await-snapshot-rollback/scope_guard.cpp"

namespace rooms {
// What the input only declares.
mock::task<bool> confirm(int) { return truth::answer<bool>("confirm"); }
bool possible(int) { return truth::some<bool>(); }
// What is shared, and seen at the end.
template <class F> auto fields(ScopeExit<F> &it) {
  return std::tie(it.f, it.armed);
}
template <class F> auto built(truth::of<ScopeExit<F>>) {
  return new ScopeExit<F>(truth::some<F>());
}
auto fields(RestoreOnExit &it) {
  return std::tie(it.target, it.saved, it.kept);
}
auto built(truth::of<RestoreOnExit>) { return new RestoreOnExit(part<int>()); }
auto fields(Hotel &it) { return std::tie(it.beds); }
auto fields(Hut &it) { return std::tie(it.bunks); }
} // namespace rooms

TRUTH("await-snapshot-rollback/scope_guard.cpp") {
  using namespace rooms;
  globals(rooms::free_tents);
  run("Hotel::book", [] { return part<rooms::Hotel>().book(any); });
  run("Hotel::book_with_lambda",
      [] { return part<rooms::Hotel>().book_with_lambda(any); });
  run("Hotel::book_adding_back",
      [] { return part<rooms::Hotel>().book_adding_back(any); });
  run("Hotel::book_if_possible",
      [] { return part<rooms::Hotel>().book_if_possible(any); });
  skip("pitch", "marked as racy; no beginning that shows it is known yet");
  run("pitch_adding_back", [] { return rooms::pitch_adding_back(any); });
  run("sleep_in", [] { return rooms::sleep_in(any, any); });
}

} // namespace truth_of::snapshot_rollback_scope_guard
