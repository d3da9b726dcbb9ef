// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_observer_registry {
#include "test-inputs/clean/observer_registry.cpp"

// What the input only declares.
mock::task<> redraw(std::string) { return truth::fallible<>("redraw"); }
// What is shared, and seen at the end.
auto fields(Document &it) {
  return std::tie(it.changed, it.text_, it.revision_, it.saved_);
}
auto fields(View &it) { return std::tie(it.drawn_, it.connection_); }
auto built(truth::of<View>) { return new View(part<Document>()); }

TRUTH("clean/observer_registry.cpp") {
  run("Document::edit", [] { return part<Document>().edit(any); });
}

} // namespace truth_of::clean_observer_registry
