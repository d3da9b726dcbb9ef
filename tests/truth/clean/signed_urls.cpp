// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_signed_urls {
#include "test-inputs/clean/signed_urls.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::fallible<>("sleep_for");
}
// What is shared, and seen at the end.
auto fields(SignedUrl &it) { return std::tie(it.url, it.expires); }
auto fields(UrlCache &it) {
  return std::tie(it.urls_, it.refreshing_, it.forgotten_, it.largest_,
                  it.failures_, it.closed_);
}
auto fields(UrlCache::Refreshing &it) {
  return std::tie(it.cache_, it.object_);
}

TRUTH("clean/signed_urls.cpp") {
  skip("UrlCache::get", "its arguments have to be made by hand");
  skip("UrlCache::warm", "its arguments have to be made by hand");
  skip("UrlCache::sweep_forever", "its arguments have to be made by hand");
}

} // namespace truth_of::clean_signed_urls
