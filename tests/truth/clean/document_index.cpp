// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_document_index {
#include "test-inputs/clean/document_index.cpp"

// What the input only declares.
mock::task<std::string> read_document(std::string) {
  return truth::fallible<std::string>("read_document");
}
mock::task<std::vector<std::string>> split_words(std::string) {
  return truth::fallible<std::vector<std::string>>("split_words");
}
// What is shared, and seen at the end.
auto fields(Index &it) {
  return std::tie(it.documents_, it.words_, it.rebuilding_, it.requested_,
                  it.serving_, it.rebuilds_, it.outdated_);
}
auto fields(Index::Document &it) {
  return std::tie(it.size, it.words, it.indexed);
}

TRUTH("clean/document_index.cpp") {
  skip("Index::rebuild",
       "who comes meanwhile is served by the one who is inside");
  run("Index::serve_requests", [] { return part<Index>().serve_requests(); });
  run("Index::count_words", [] { return part<Index>().count_words(any); });
}

} // namespace truth_of::clean_document_index
