// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_use_after_value_check {
#include "test-inputs/await-check-then-act/use_after_value_check.cpp"

namespace hotel {
// What the input only declares.
void Guest::greet() const {}
mock::task<> clean(int) { return truth::answer("clean"); }
// What is shared, and seen at the end.
auto fields(Guest &it) { return std::tie(it.name, it.nights); }
auto fields(Room &it) { return std::tie(it.guest_); }
auto fields(Suite &it) { return std::tie(it.guest, it.visitor); }
} // namespace hotel

TRUTH("await-check-then-act/use_after_value_check.cpp") {
  using namespace hotel;
  globals(hotel::register_book);
  run("Room::visit", [] { return part<Room>().visit(); });
  run("Room::nights", [] { return part<Room>().nights(); });
  run("Room::visit_copy", [] { return part<hotel::Room>().visit_copy(); });
  run("Room::visit_asking_again",
      [] { return part<hotel::Room>().visit_asking_again(); });
  run("serve", [] { return serve(any); });
  run("serve_visitor", [] { return hotel::serve_visitor(any); });
  run("serve_visitor_expired",
      [] { return serve_visitor_expired(part<Suite>()); });
  run("greet_in", [] { return greet_in(any); });
}

} // namespace truth_of::check_then_act_use_after_value_check
