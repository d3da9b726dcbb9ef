// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_only_helped_by_others {
#include "test-inputs/await-check-then-act/only_helped_by_others.cpp"

// What the input only declares.
mock::task<> print(int) { return truth::answer("print"); }
// What is shared, and seen at the end.
auto fields(Printer &it) { return std::tie(it.lock, it.state); }
auto fields(Plotter &it) { return std::tie(it.lock, it.state); }
auto fields(Scanner &it) { return std::tie(it.lock, it.state); }
auto fields(Kiln &it) { return std::tie(it.lock, it.phase); }
auto fields(Garage &it) { return std::tie(it.lock, it.cars, it.bikes); }
auto fields(Fund &it) { return std::tie(it.lock, it.money); }
auto fields(Shelf &it) { return std::tie(it.lock, it.books); }
auto fields(Stack &it) { return std::tie(it.lock, it.books); }
auto fields(Desk &it) { return std::tie(it.lock, it.reader); }
auto fields(Loan &it) { return std::tie(it.lock, it.reader); }
auto fields(Box &it) { return std::tie(it.lock, it.things); }

TRUTH("await-check-then-act/only_helped_by_others.cpp") {
  run("Printer::begin", [] { return part<Printer>().begin(any); });
  run("Plotter::pause", [] { return part<Plotter>().pause(any); });
  run("Scanner::begin", [] { return part<Scanner>().begin(any); });
  run("Kiln::fire", [] { return part<Kiln>().fire(any); });
  run("Garage::park", [] { return part<Garage>().park(any); });
  run(
      "Garage::let_in", [] { return part<Garage>().let_in(any); },
      [] { return part<Garage>().squeeze_in(); });
  run("Garage::squeeze_in", [] { return part<Garage>().squeeze_in(); });
  run("Fund::pay", [] { return part<Fund>().pay(any); });
  run("Shelf::put", [] { return part<Shelf>().put(any); });
  run("Stack::put", [] { return part<Stack>().put(any); });
  run("Desk::reserve", [] { return part<Desk>().reserve(any); });
  run("Loan::prolong", [] { return part<Loan>().prolong(any); });
  run("Box::pack", [] { return part<Box>().pack(any); });
}

} // namespace truth_of::check_then_act_only_helped_by_others
