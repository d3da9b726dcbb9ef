// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_read_write_lock {
#include "test-inputs/clean/read_write_lock.cpp"

// What the input only declares.
mock::task<Profile> load_profile(UserId) {
  return truth::answer<Profile>("load_profile");
}
mock::task<> save_profile(UserId, Profile) {
  return truth::answer("save_profile");
}
mock::task<bool> visible_to(UserId, UserId) {
  return truth::answer<bool>("visible_to");
}
// What is shared, and seen at the end.
auto fields(SharedMutex &it) {
  return std::tie(it.readers_, it.waiting_writers_, it.writing_, it.changed_);
}
auto fields(SharedMutex::ReadGuard &it) { return std::tie(it.of_); }
auto built(truth::of<SharedMutex::ReadGuard>) {
  return new SharedMutex::ReadGuard(part<SharedMutex>());
}
auto fields(SharedMutex::WriteGuard &it) { return std::tie(it.of_); }
auto built(truth::of<SharedMutex::WriteGuard>) {
  return new SharedMutex::WriteGuard(part<SharedMutex>());
}
auto fields(Profile &it) { return std::tie(it.name, it.mail); }
auto fields(Directory &it) { return std::tie(it.lock_, it.profiles_); }

TRUTH("clean/read_write_lock.cpp") {
  run("SharedMutex::lock_shared",
      [] { return part<SharedMutex>().lock_shared(); });
  run("SharedMutex::lock", [] { return part<SharedMutex>().lock(); });
  run("Directory::profile", [] { return part<Directory>().profile(any); });
  run("Directory::rename", [] { return part<Directory>().rename(any, any); });
  run("Directory::forget", [] { return part<Directory>().forget(any); });
  run("Directory::names", [] { return part<Directory>().names(any); });
}

} // namespace truth_of::clean_read_write_lock
