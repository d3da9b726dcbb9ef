// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_settings_file {
#include "test-inputs/clean/settings_file.cpp"

// What the input only declares.
mock::task<> write_file(std::string, const Settings &) {
  return truth::fallible<>("write_file");
}
mock::task<Settings> read_file(std::string) {
  return truth::fallible<Settings>("read_file");
}
mock::task<> tell(std::string, std::string) {
  return truth::fallible<>("tell");
}
// What is shared, and seen at the end.
auto fields(Settings &it) {
  return std::tie(it.generation, it.values, it.history);
}
auto fields(SettingsFile &it) {
  return std::tie(it.path_, it.writing_, it.settings_, it.listeners_);
}
auto built(truth::of<SettingsFile>) {
  return new SettingsFile(truth::some<std::string>());
}

TRUTH("clean/settings_file.cpp") {
  run("SettingsFile::set", [] { return part<SettingsFile>().set(any, any); });
  run("SettingsFile::compare_and_set",
      [] { return part<SettingsFile>().compare_and_set(any, any, any); });
  run("SettingsFile::update", [] { return part<SettingsFile>().update(any); });
  run("SettingsFile::reload", [] { return part<SettingsFile>().reload(); });
}

} // namespace truth_of::clean_settings_file
