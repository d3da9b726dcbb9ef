// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_login_sessions {
#include "test-inputs/clean/login_sessions.cpp"

// What the input only declares.
mock::task<bool> verify_password(std::string, std::string) {
  return truth::answer<bool>("verify_password");
}
mock::task<std::string> hash_password(std::string) {
  return truth::answer<std::string>("hash_password");
}
mock::task<bool> second_factor(std::uint64_t) {
  return truth::answer<bool>("second_factor");
}
mock::task<> audit(std::string, std::uint64_t) {
  return truth::answer("audit");
}
// What is shared, and seen at the end.
auto fields(User &it) {
  return std::tie(it.id, it.password_hash, it.locked, it.failed_logins,
                  it.password_version);
}
auto fields(Logins &it) {
  return std::tie(it.users_, it.sessions_, it.last_token_);
}
auto fields(Logins::Session &it) { return std::tie(it.user, it.seen); }

TRUTH("clean/login_sessions.cpp") {
  run("Logins::login", [] { return part<Logins>().login(any, any); });
  run("Logins::logout", [] { return part<Logins>().logout(any); });
  skip("Logins::change_password", "who is overtaken gives up, on purpose");
  run("Logins::expire", [] { return part<Logins>().expire(any); });
}

} // namespace truth_of::clean_login_sessions
