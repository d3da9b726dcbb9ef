// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_config_reload {
#include "test-inputs/clean/config_reload.cpp"

// What the input only declares.
mock::task<Config> fetch_config(std::string) {
  return truth::fallible<Config>("fetch_config");
}
mock::task<int> forward(const std::string &, const std::string &) {
  return truth::fallible<int>("forward");
}
mock::task<> sleep_for(milliseconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
auto fields(Config &it) {
  return std::tie(it.revision, it.upstream, it.retries, it.rewrites);
}
auto fields(ConfigStore &it) {
  return std::tie(it.current_, it.changed_, it.stopped_, it.reloads_,
                  it.failures_);
}
auto fields(Proxy &it) { return std::tie(it.store_, it.outdated_); }
auto built(truth::of<Proxy>) { return new Proxy(part<ConfigStore>()); }

TRUTH("clean/config_reload.cpp") {
  run("ConfigStore::reload", [] { return part<ConfigStore>().reload(any); });
  run("ConfigStore::newer_than",
      [] { return part<ConfigStore>().newer_than(any); });
  run("ConfigStore::watch", [] { return part<ConfigStore>().watch(any); });
  run("Proxy::handle", [] { return part<Proxy>().handle(any); });
  skip("Proxy::announce", "waits for somebody else, who is not known yet");
}

} // namespace truth_of::clean_config_reload
