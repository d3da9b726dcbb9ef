// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_busy_flag_scoped {
#include "test-inputs/await-check-then-act/busy_flag_scoped.cpp"

// What the input only declares.
mock::task<std::string> render(int) {
  return truth::fallible<std::string>("render");
}
mock::task<bool> compact(int) { return truth::fallible<bool>("compact"); }
// What is shared, and seen at the end.
auto fields(Raised &it) { return std::tie(it.flag); }
auto built(truth::of<Raised>) { return new Raised(part<bool>()); }
auto fields(Preview &it) {
  return std::tie(it.text, it.shown, it.exported, it.rendering, it.exporting);
}
auto fields(Store &it) {
  return std::tie(it.state.compacting, it.state.segments);
}
auto fields(UnguardedStore &it) { return std::tie(it.segments); }

TRUTH("await-check-then-act/busy_flag_scoped.cpp") {
  run("Preview::update", [] { return part<Preview>().update(any); });
  run("Preview::export_pages", [] { return part<Preview>().export_pages(); });
  run("compact_all", [] { return compact_all(any); });
  run("compact_unguarded", [] { return compact_unguarded(any); });
}

} // namespace truth_of::check_then_act_busy_flag_scoped
