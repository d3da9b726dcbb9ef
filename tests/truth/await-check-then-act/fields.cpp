// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_fields {
#include "test-inputs/await-check-then-act/fields.cpp"

// What the input only declares.
mock::task<Release> fetch_release(int) {
  return truth::answer<Release>("fetch_release");
}
mock::task<> announce(int) { return truth::answer("announce"); }
// What is shared, and seen at the end.
auto fields(Release &it) { return std::tie(it.version, it.size); }
auto fields(Updater &it) { return std::tie(it.installed); }
auto fields(Sensors &it) { return std::tie(it.inside, it.outside); }

TRUTH("await-check-then-act/fields.cpp") {
  globals(mirrors);
  run("Updater::update", [] { return part<Updater>().update(any); });
  run("Updater::update_checked",
      [] { return part<Updater>().update_checked(any); });
  run("Updater::measure", [] { return part<Updater>().measure(); });
  run("replace", [] { return replace(any); });
  run("resize", [] { return resize(any, any); });
  run("refresh", [] { return refresh(any); });
  run("reset_size", [] { return reset_size(any); });
  run("Sensors::level_out", [] { return part<Sensors>().level_out(); });
  run("Sensors::level_in", [] { return part<Sensors>().level_in(); });
}

} // namespace truth_of::check_then_act_fields
