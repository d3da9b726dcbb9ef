// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_in_progress {
#include "test-inputs/await-check-then-act/in_progress.cpp"

// What the input only declares.
mock::task<std::string> download(std::string) {
  return truth::answer<std::string>("download");
}
// What is shared, and seen at the end.
auto fields(Avatar &it) { return std::tie(it.stage, it.bytes, it.loaded); }
auto fields(Catalogue &it) { return std::tie(it.pending, it.entries); }
auto fields(Mirror &it) { return std::tie(it.syncing, it.files); }
auto fields(LateMirror &it) { return std::tie(it.syncing); }

TRUTH("await-check-then-act/in_progress.cpp") {
  globals(fetches);
  run("Avatar::image", [] { return part<Avatar>().image(); });
  run("Catalogue::size", [] { return part<Catalogue>().size(); });
  run("sync", [] { return sync(any, any); });
  run("sync_late", [] { return sync_late(any, any); });
  run("prefetch", [] { return prefetch(any); });
}

} // namespace truth_of::check_then_act_in_progress
