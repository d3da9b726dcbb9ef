// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_immutable_config {
#include "test-inputs/clean/immutable_config.cpp"

// What the input only declares.
mock::task<std::string> read_file(std::string) {
  return truth::answer<std::string>("read_file");
}
mock::task<std::string> fetch(std::string, std::string,
                              std::chrono::milliseconds) {
  return truth::answer<std::string>("fetch");
}
Config parse(const std::string &) { return truth::some<Config>(); }
// What is shared, and seen at the end.
auto fields(Config &it) {
  return std::tie(it.upstream, it.retries, it.timeout, it.headers);
}
auto fields(ConfigStore &it) { return std::tie(it.path_, it.current_); }
auto built(truth::of<ConfigStore>) {
  return new ConfigStore(truth::some<std::string>());
}
auto fields(Proxy &it) { return std::tie(it.store_, it.limit_); }
auto built(truth::of<Proxy>) { return new Proxy(any, any); }

TRUTH("clean/immutable_config.cpp") {
  run("ConfigStore::reload", [] { return part<ConfigStore>().reload(); });
  run("Proxy::get", [] { return part<Proxy>().get(any); });
  run("Proxy::get_limited", [] { return part<Proxy>().get_limited(any); });
}

} // namespace truth_of::clean_immutable_config
