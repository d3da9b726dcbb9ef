// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_memento {
#include "test-inputs/await-snapshot-rollback/memento.cpp"

namespace editing {
// What the input only declares.
mock::task<bool> sync(std::string) { return truth::fallible<bool>("sync"); }
// What is shared, and seen at the end.
auto fields(Document &it) { return std::tie(it.text); }
auto fields(Editor &it) { return std::tie(it.doc); }
auto fields(Canvas &it) { return std::tie(it.layer_); }
} // namespace editing

TRUTH("await-snapshot-rollback/memento.cpp") {
  using namespace editing;
  globals(editing::scratch_pad);
  run("Editor::edit", [] { return part<editing::Editor>().edit(any); });
  run("Editor::edit_compensated",
      [] { return part<editing::Editor>().edit_compensated(any); });
  run("Editor::edit_confirmed",
      [] { return part<editing::Editor>().edit_confirmed(any); });
  run("scribble", [] { return editing::scribble(any); });
  run("annotate", [] { return editing::annotate(any, any); });
  run("Canvas::draw", [] { return part<editing::Canvas>().draw(any); });
  run("Canvas::sketch", [] { return part<editing::Canvas>().sketch(any); });
}

} // namespace truth_of::snapshot_rollback_memento
