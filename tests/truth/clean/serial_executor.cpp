// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_serial_executor {
#include "test-inputs/clean/serial_executor.cpp"

// What the input only declares.
mock::task<std::string> format(std::string) {
  return truth::answer<std::string>("format");
}
mock::task<std::string> load(std::string) {
  return truth::answer<std::string>("load");
}
mock::task<> store(std::string, std::string) { return truth::answer("store"); }
// What is shared, and seen at the end.
auto fields(Serial &it) {
  return std::tie(it.tickets_, it.serving_, it.moved_);
}
auto fields(Serial::Turn &it) { return std::tie(it.of_); }
auto built(truth::of<Serial::Turn>) { return new Serial::Turn(part<Serial>()); }
auto fields(Documents &it) { return std::tie(it.documents_); }
auto fields(Documents::Document &it) {
  return std::tie(it.row, it.text, it.loaded, it.revision, it.saved);
}

TRUTH("clean/serial_executor.cpp") {
  run("Documents::open", [] { return part<Documents>().open(any); });
  run("Documents::append", [] { return part<Documents>().append(any, any); });
  run("Documents::save", [] { return part<Documents>().save(any); });
  run("Documents::close", [] { return part<Documents>().close(any); });
  run("Serial::run", [] {
    return part<Serial>().run([] { return truth::answer<int>("work"); });
  });
}

} // namespace truth_of::clean_serial_executor
