// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::snapshot_rollback_struct_backup {
#include "test-inputs/await-snapshot-rollback/struct_backup.cpp"

namespace preferences {
// What the input only declares.
mock::task<bool> save(Settings) { return truth::answer<bool>("save"); }
mock::task<bool> save_volume(int) { return truth::answer<bool>("save_volume"); }
mock::task<bool> save_language(std::string) {
  return truth::answer<bool>("save_language");
}
mock::task<bool> save_muted(int) { return truth::answer<bool>("save_muted"); }
// What is shared, and seen at the end.
auto fields(Settings &it) { return std::tie(it.volume, it.muted, it.language); }
auto fields(Profile &it) { return std::tie(it.settings_); }
auto fields(Directory &it) { return std::tie(it.users); }
} // namespace preferences

TRUTH("await-snapshot-rollback/struct_backup.cpp") {
  using namespace preferences;
  globals(preferences::defaults);
  run("Profile::set_volume",
      [] { return part<preferences::Profile>().set_volume(any); });
  run("Profile::set_language",
      [] { return part<preferences::Profile>().set_language(any); });
  run("Profile::set_volume_on_success",
      [] { return part<preferences::Profile>().set_volume_on_success(any); });
  run("Profile::preview",
      [] { return part<preferences::Profile>().preview(any); });
  run("set_default_volume",
      [] { return preferences::set_default_volume(any); });
  run("mute_user", [] { return preferences::mute_user(any, any); });
  run("louder",
      [] { return preferences::louder(part<preferences::Settings>(), any); });
}

} // namespace truth_of::snapshot_rollback_struct_backup
