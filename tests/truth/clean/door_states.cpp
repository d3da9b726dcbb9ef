// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_door_states {
#include "test-inputs/clean/door_states.cpp"

// What the input only declares.
auto Motor::pull() -> mock::task<bool> { return truth::answer<bool>("pull"); }
auto Motor::push() -> mock::task<bool> { return truth::answer<bool>("push"); }
mock::task<> announce(std::string) { return truth::answer("announce"); }
// What is shared, and seen at the end.
auto fields(Door &it) { return std::tie(it.motor_, it.state_); }

TRUTH("clean/door_states.cpp") {
  run("Door::open", [] { return part<Door>().open(); });
  run("Door::close", [] { return part<Door>().close(); });
}

} // namespace truth_of::clean_door_states
