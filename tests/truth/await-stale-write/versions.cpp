// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_versions {
#include "test-inputs/await-stale-write/versions.cpp"

namespace configs {
// What the input only declares.
mock::task<std::string> download() {
  return truth::answer<std::string>("download");
}
// What is shared, and seen at the end.
auto fields(Config &it) { return std::tie(it.text_, it.version_); }
auto fields(UncheckedConfig &it) { return std::tie(it.text_, it.version_); }
auto fields(Page &it) { return std::tie(it.body, it.revision); }
auto fields(Note &it) { return std::tie(it.body, it.revision); }
} // namespace configs

TRUTH("await-stale-write/versions.cpp") {
  using namespace configs;
  globals(configs::schema_epoch, configs::schema);
  skip("Config::reload", "who is overtaken gives up, on purpose");
  skip("Config::reload_or_leave", "who is overtaken gives up, on purpose");
  run("UncheckedConfig::reload",
      [] { return part<configs::UncheckedConfig>().reload(); });
  skip("migrate", "who is overtaken gives up, on purpose");
  skip("rewrite", "who is overtaken gives up, on purpose");
  run("rewrite_unchecked", [] { return configs::rewrite_unchecked(any); });
}

} // namespace truth_of::stale_write_versions
