// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_shared_lookup_cache {
#include "test-inputs/clean/shared_lookup_cache.cpp"

// What the input only declares.
mock::task<Thumbnail> render(std::string) {
  return truth::fallible<Thumbnail>("render");
}
// What is shared, and seen at the end.
auto fields(Thumbnail &it) { return std::tie(it.pixels); }
auto fields(ThumbnailCache &it) { return std::tie(it.ready_, it.under_way_); }
auto fields(ThumbnailCache::Lookup &it) {
  return std::tie(it.done, it.thumbnail, it.error);
}

TRUTH("clean/shared_lookup_cache.cpp") {
  run("ThumbnailCache::get", [] { return part<ThumbnailCache>().get(any); });
}

} // namespace truth_of::clean_shared_lookup_cache
