// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_signed_urls {
#include "test-inputs/clean/signed_urls.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
mock::task<SignedUrl> sign(std::string) {
  return truth::fallible<SignedUrl>("sign");
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
  run("UrlCache::get", [] { return part<UrlCache>().get(any); });
  run("UrlCache::warm", [] { return part<UrlCache>().warm(any); });
  run("UrlCache::sweep_forever",
      [] { return part<UrlCache>().sweep_forever(); });
}

} // namespace truth_of::clean_signed_urls
