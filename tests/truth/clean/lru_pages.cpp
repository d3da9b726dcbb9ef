// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_lru_pages {
#include "test-inputs/clean/lru_pages.cpp"

// What the input only declares.
mock::task<std::string> read_page(PageId) {
  return truth::answer<std::string>("read_page");
}
mock::task<> write_page(PageId, Page) { return truth::answer("write_page"); }
// What is shared, and seen at the end.
// Hits and misses are statistics.
auto fields(PageCache &it) {
  return std::tie(it.capacity_, it.order_, it.entries_, it.writes_,
                  it.flushing_);
}
auto built(truth::of<PageCache>) {
  return new PageCache(truth::some<std::size_t>());
}
auto fields(PageCache::Entry &it) {
  return std::tie(it.page, it.position, it.dirty);
}

TRUTH("clean/lru_pages.cpp") {
  run("PageCache::get", [] { return part<PageCache>().get(any); });
  run("PageCache::flush", [] { return part<PageCache>().flush(); });
}

} // namespace truth_of::clean_lru_pages
