// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_function_pointers {
#include "test-inputs/await-stale-write/function_pointers.cpp"

namespace lexing {
// What the input only declares.
Next in_text(char C) { return {C == '<' ? in_tag : in_text}; }
Next in_tag(char C) { return {C == '<' ? in_text : in_tag}; }
mock::task<char> read_char() {
  return truth::answer<char>("read_char", {'<', 'a'});
}
// What is shared, and seen at the end.
auto fields(Next &it) { return std::tie(it.step); }
auto fields(Lexer &it) { return std::tie(it.step_, it.handler_); }
auto fields(Machine &it) { return std::tie(it.state); }
} // namespace lexing

TRUTH("await-stale-write/function_pointers.cpp") {
  using namespace lexing;
  globals(lexing::current_step, lexing::current_handler);
  run("Lexer::advance", [] { return part<lexing::Lexer>().advance(); });
  run("Lexer::advance_late",
      [] { return part<lexing::Lexer>().advance_late(); });
  run("Lexer::advance_function",
      [] { return part<lexing::Lexer>().advance_function(); });
  run("step_once", [] { return lexing::step_once(); });
  run("handle_once", [] { return lexing::handle_once(); });
  run("drive", [] { return lexing::drive(any); });
  run("drive_late", [] { return lexing::drive_late(part<lexing::Machine>()); });
}

} // namespace truth_of::stale_write_function_pointers
