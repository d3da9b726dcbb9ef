// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_orderly_shutdown {
#include "test-inputs/clean/orderly_shutdown.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
mock::task<> convert(std::string, std::stop_token) {
  return truth::fallible<>("convert");
}
mock::task<std::vector<std::string>> list_new_files(std::string) {
  return truth::fallible<std::vector<std::string>>("list_new_files");
}
// What is shared, and seen at the end.
auto fields(TaskGroup &it) {
  return std::tie(it.running_, it.first_error_, it.one_ended_);
}
auto fields(Converter &it) {
  return std::tie(it.directory_, it.stop_, it.files_, it.wake_, it.draining_,
                  it.failures_, it.done_, it.tasks_);
}
auto built(truth::of<Converter>) { return new Converter(any, any); }

TRUTH("clean/orderly_shutdown.cpp") {
  run("TaskGroup::join", [] { return part<TaskGroup>().join(); });
  skip("Converter::shut_down", "more schedules than can be run");
  skip("Converter::drain_and_shut_down", "more schedules than can be run");
}

} // namespace truth_of::clean_orderly_shutdown
