// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_run_under_lock {
#include "test-inputs/await-stale-write/run_under_lock.cpp"

// What the input only declares.
mock::task<> save(const std::string &) { return truth::answer("save"); }
// What is shared, and seen at the end.
auto fields(Notes &it) { return std::tie(it.lock_, it.text_); }
auto fields(Diary &it) { return std::tie(it.lock_, it.runs_, it.text_); }
auto fields(Board &it) { return std::tie(it.lock_, it.text_); }
auto fields(Wall &it) { return std::tie(it.lock_, it.other_, it.text_); }

TRUTH("await-stale-write/run_under_lock.cpp") {
  run("Notes::append", [] { return part<Notes>().append(any); });
  run("Notes::clear", [] { return part<Notes>().clear(); });
  run("Diary::append", [] { return part<Diary>().append(any); });
  run("Diary::clear", [] { return part<Diary>().clear(); });
  run("Board::append", [] { return part<Board>().append(any); });
  run("Wall::append", [] { return part<Wall>().append(any); });
  run("Wall::clear", [] { return part<Wall>().clear(); });
}

} // namespace truth_of::stale_write_run_under_lock
