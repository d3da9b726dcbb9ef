// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_closing_gate {
#include "test-inputs/clean/closing_gate.cpp"

// What the input only declares.
mock::task<std::string> execute(std::string) {
  return truth::answer<std::string>("execute");
}
mock::task<> write_log(std::string) { return truth::answer("write_log"); }
// What is shared, and seen at the end.
auto fields(Gate &it) { return std::tie(it.inside_, it.closed_, it.empty_); }
auto fields(Gate::Pass &it) { return std::tie(it.gate_); }
auto built(truth::of<Gate::Pass>) { return new Gate::Pass(part<Gate>()); }
auto fields(Service &it) {
  return std::tie(it.gate_, it.history_, it.answered_);
}

TRUTH("clean/closing_gate.cpp") {
  run("Gate::close", [] { return part<Gate>().close(); });
  run("Service::handle", [] { return part<Service>().handle(any); });
  run("Service::flush", [] { return part<Service>().flush(any); });
  run("Service::stop", [] { return part<Service>().stop(); });
}

} // namespace truth_of::clean_closing_gate
