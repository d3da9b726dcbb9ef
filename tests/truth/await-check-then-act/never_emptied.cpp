// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_never_emptied {
#include "test-inputs/await-check-then-act/never_emptied.cpp"

// What the input only declares.
void Printer::feed() {}
mock::task<> spool() { return truth::answer("spool"); }
// What is shared, and seen at the end.
auto fields(Desk &it) {
  return std::tie(it.installed, it.made, it.title, it.footer, it.chosen,
                  it.borrowed);
}
auto built(truth::of<Desk>) {
  return new Desk(truth::some<std::shared_ptr<Printer>>());
}

TRUTH("await-check-then-act/never_emptied.cpp") {
  run("Desk::print", [] { return part<Desk>().print(); });
  run("Desk::print_lazily", [] { return part<Desk>().print_lazily(); });
  run("Desk::title_length", [] { return part<Desk>().title_length(); });
  run("Desk::use_chosen", [] { return part<Desk>().use_chosen(); });
  run("Desk::use_borrowed", [] { return part<Desk>().use_borrowed(); });
  run("Desk::footer_length", [] { return part<Desk>().footer_length(); });
}

} // namespace truth_of::check_then_act_never_emptied
