// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_id_allocation {
#include "test-inputs/await-stale-write/id_allocation.cpp"

namespace ids {
// What the input only declares.
mock::task<> announce(int) { return truth::answer("announce"); }
template <class Id> auto Allocator<Id>::remember(Id) -> mock::task<> {
  return truth::answer("remember");
}
// What is shared, and seen at the end.
auto fields(Sessions &it) { return std::tie(it.next_id_); }
auto fields(Sequences &it) { return std::tie(it.next); }
template <class Id> auto fields(Allocator<Id> &it) { return std::tie(it.next); }
} // namespace ids

TRUTH("await-stale-write/id_allocation.cpp") {
  using namespace ids;
  globals(ids::next_ticket);
  run("Sessions::open", [] { return part<ids::Sessions>().open(); });
  run("Sessions::open_incrementing",
      [] { return part<ids::Sessions>().open_incrementing(); });
  run("Sessions::open_at_once",
      [] { return part<ids::Sessions>().open_at_once(); });
  run("draw_ticket", [] { return ids::draw_ticket(); });
  run("draw_ticket_at_once", [] { return ids::draw_ticket_at_once(); });
  run("draw_named", [] { return ids::draw_named(any, any); });
  run("draw_named_at_once", [] { return ids::draw_named_at_once(any, any); });
  run("Allocator::allocate",
      [] { return part<ids::Allocator<unsigned>>().allocate(); });
  run("Allocator::allocate_at_once",
      [] { return part<ids::Allocator<unsigned>>().allocate_at_once(); });
}

} // namespace truth_of::stale_write_id_allocation
