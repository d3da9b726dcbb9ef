// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_waits_for_room {
#include "test-inputs/await-check-then-act/waits_for_room.cpp"

// What is shared, and seen at the end.
auto fields(Letter &it) { return std::tie(it.text); }
auto fields(Mailbox &it) { return std::tie(it.letters, it.limit, it.emptied); }
auto fields(ConnectionPool &it) {
  return std::tie(it.lent, it.size, it.returned);
}

TRUTH("await-check-then-act/waits_for_room.cpp") {
  globals(ferry_left, aboard);
  run("Mailbox::put", [] { return part<Mailbox>().put(any); });
  skip("Mailbox::put_hasty",
       "marked as racy; no beginning that shows it is known yet");
  run("Mailbox::put_when_room",
      [] { return part<Mailbox>().put_when_room(any); });
  skip("borrow", "marked as racy; no beginning that shows it is known yet");
  run("borrow_in_turn", [] { return borrow_in_turn(any); });
  skip("embark", "marked as racy; no beginning that shows it is known yet");
  run("embark_patiently", [] { return embark_patiently(any); });
  run("embark_endless", [] { return embark_endless(any); });
}

} // namespace truth_of::check_then_act_waits_for_room
