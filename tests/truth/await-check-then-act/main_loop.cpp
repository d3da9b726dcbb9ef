// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_main_loop {
#include "test-inputs/await-check-then-act/main_loop.cpp"

// What the input only declares.
mock::task<bool> poll_device() { return truth::answer<bool>("poll_device"); }
mock::task<> idle() { return truth::answer("idle"); }

TRUTH("await-check-then-act/main_loop.cpp") {
  globals(missed_polls, resets);
  run("watch", [] { return watch(); });
  run("reset_device", [] { return reset_device(); });
}

} // namespace truth_of::check_then_act_main_loop
