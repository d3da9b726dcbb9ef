// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_paged_listing {
#include "test-inputs/clean/paged_listing.cpp"

// What the input only declares.
mock::task<bool> may_read(std::string, std::string) {
  return truth::answer<bool>("may_read");
}
mock::task<> send_page(std::vector<Entry>) {
  return truth::answer("send_page");
}
// What is shared, and seen at the end.
auto fields(Entry &it) { return std::tie(it.key, it.value, it.revision); }
auto fields(Catalogue &it) {
  return std::tie(it.items_, it.revision_, it.listings_);
}
auto fields(Catalogue::Item &it) { return std::tie(it.value, it.revision); }

TRUTH("clean/paged_listing.cpp") {
  run("Catalogue::entries", [] { return part<Catalogue>().entries(any); });
  run("Catalogue::list", [] { return part<Catalogue>().list(any); });
  run("Catalogue::snapshot", [] { return part<Catalogue>().snapshot(any); });
  run("Catalogue::purge", [] { return part<Catalogue>().purge(any); });
}

} // namespace truth_of::clean_paged_listing
