// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_shared_initialization {
#include "test-inputs/clean/shared_initialization.cpp"

// What the input only declares.
auto Database::migrate() -> mock::task<> {
  return truth::fallible<>("migrate");
}
auto Database::query(std::string) -> mock::task<std::string> {
  return truth::fallible<std::string>("query");
}
mock::task<DatabasePtr> open_database(std::string) {
  return truth::fallible<DatabasePtr>("open_database");
}
mock::task<std::string> fetch_token() {
  return truth::fallible<std::string>("fetch_token");
}
// What is shared, and seen at the end.
template <class T> auto fields(SharedTask<T> &it) {
  return std::tie(it.state_);
}
template <class T> auto built(truth::of<SharedTask<T>>) {
  return new SharedTask<T>(truth::some<mock::task<T>>());
}
template <class T> auto fields(Lazy<T> &it) {
  return std::tie(it.make_, it.made_);
}
template <class T> auto built(truth::of<Lazy<T>>) {
  return new Lazy<T>(truth::some<std::function<mock::task<T>()>>());
}
auto fields(Service &it) {
  return std::tie(it.database_, it.fetching_, it.token_, it.expires_,
                  it.warmed_up_);
}

TRUTH("clean/shared_initialization.cpp") {
  run("SharedTask::get", [] { return part<SharedTask<int>>().get(); });
  run("Lazy::get", [] { return part<Lazy<int>>().get(); });
  skip("Service::query",
       "no beginning in which its database is there is known yet");
  run("Service::token", [] { return part<Service>().token(); });
  skip("Service::warm_up",
       "no beginning in which its database is there is known yet");
}

} // namespace truth_of::clean_shared_initialization
