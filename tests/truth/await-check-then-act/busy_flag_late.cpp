// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_busy_flag_late {
#include "test-inputs/await-check-then-act/busy_flag_late.cpp"

// What the input only declares.
mock::task<> fetch_draft(std::string) { return truth::answer("fetch_draft"); }
mock::task<> upload(int) { return truth::answer("upload"); }
// What is shared, and seen at the end.
auto fields(Editor &it) { return std::tie(it.checked_out, it.borrowed); }
auto fields(Channel &it) { return std::tie(it.claimed, it.backlog); }

TRUTH("await-check-then-act/busy_flag_late.cpp") {
  globals(lamp, waiting_pages, scanning, sheets);
  run("Editor::check_out", [] { return part<Editor>().check_out(any); });
  run("Editor::borrow", [] { return part<Editor>().borrow(any); });
  run("claim", [] { return claim(part<Channel>()); });
  run("scan_batch", [] { return scan_batch(); });
  run("scan_alone", [] { return scan_alone(); });
  run("drain", [] { return drain(any); });
}

} // namespace truth_of::check_then_act_busy_flag_late
