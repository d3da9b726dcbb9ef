// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_search_generations {
#include "test-inputs/clean/search_generations.cpp"

// What the input only declares.
mock::task<Results> search_index(std::string) {
  return truth::answer<Results>("search_index");
}
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::answer("sleep_for");
}
// What is shared, and seen at the end.
auto fields(SearchBox &it) {
  return std::tie(it.show_, it.generation_, it.query_, it.results_,
                  it.loading_);
}
auto built(truth::of<SearchBox>) {
  return new SearchBox(truth::some<std::function<void(const Results &)>>());
}

TRUTH("clean/search_generations.cpp") {
  run("SearchBox::on_text", [] { return part<SearchBox>().on_text(any); });
  skip("SearchBox::load_more", "who is overtaken gives up, on purpose");
}

} // namespace truth_of::clean_search_generations
