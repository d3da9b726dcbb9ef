// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_state_machine {
#include "test-inputs/await-check-then-act/state_machine.cpp"

// What the input only declares.
mock::task<bool> handshake(std::string) {
  return truth::answer<bool>("handshake");
}
mock::task<> say_goodbye() { return truth::answer("say_goodbye"); }
// What is shared, and seen at the end.
auto fields(Link &it) { return std::tie(it.host, it.state); }
auto fields(PoliteLink &it) { return std::tie(it.host, it.state); }
auto fields(Elevator &it) { return std::tie(it.phase); }
auto fields(SafeElevator &it) { return std::tie(it.phase); }

TRUTH("await-check-then-act/state_machine.cpp") {
  globals(door);
  run("Link::advance", [] { return part<Link>().advance(); });
  run("PoliteLink::advance", [] { return part<PoliteLink>().advance(); });
  run("call_elevator", [] { return call_elevator(any); });
  run("ride", [] { return ride(any); });
  run("open_door", [] { return open_door(); });
}

} // namespace truth_of::check_then_act_state_machine
