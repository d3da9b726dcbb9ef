// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_looked_at_again {
#include "test-inputs/await-check-then-act/looked_at_again.cpp"

// What the input only declares.
mock::task<> warm_up() { return truth::fallible<>("warm_up"); }
mock::task<std::string> render(int) {
  return truth::fallible<std::string>("render");
}
// What is shared, and seen at the end.
auto fields(Archive &it) {
  return std::tie(it.gate, it.opened, it.reading, it.writing, it.pages);
}
auto fields(Turnstile &it) { return std::tie(it.freed, it.taken); }

TRUTH("await-check-then-act/looked_at_again.cpp") {
  run("Archive::open", [] { return part<Archive>().open(); });
  run("Archive::open_by_helper",
      [] { return part<Archive>().open_by_helper(); });
  run("Archive::page", [] { return part<Archive>().page(any); });
  skip("Archive::open_for_some",
       "marked as racy; no beginning that shows it is known yet");
  run("Archive::open_and_wait_again",
      [] { return part<Archive>().open_and_wait_again(); });
  skip("Turnstile::enter", "waits for somebody else, who is not known yet");
}

} // namespace truth_of::check_then_act_looked_at_again
