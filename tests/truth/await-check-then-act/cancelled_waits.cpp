// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_cancelled_waits {
#include "test-inputs/await-check-then-act/cancelled_waits.cpp"

// What the input only declares.
mock::task<std::optional<int>> draw(std::stop_token) {
  return truth::answer<std::optional<int>>("draw");
}
mock::task<std::optional<int>> draw_all() {
  return truth::answer<std::optional<int>>("draw_all");
}
// What is shared, and seen at the end.
auto fields(Page &it) { return std::tie(it.dirty_, it.drawing_, it.stop_); }
auto fields(Sheet &it) { return std::tie(it.dirty_, it.drawing_, it.stop_); }
auto fields(Poster &it) { return std::tie(it.dirty_, it.drawing_, it.stop_); }
auto fields(Slide &it) { return std::tie(it.dirty_, it.drawing_, it.stop_); }

TRUTH("await-check-then-act/cancelled_waits.cpp") {
  run("Page::show", [] { return part<Page>().show(); });
  run("Sheet::show", [] { return part<Sheet>().show(); });
  run("Poster::show", [] { return part<Poster>().show(); });
  run("Slide::show", [] { return part<Slide>().show(); });
}

} // namespace truth_of::check_then_act_cancelled_waits
