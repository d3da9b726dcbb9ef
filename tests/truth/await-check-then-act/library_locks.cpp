// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_library_locks {
#include "test-inputs/await-check-then-act/library_locks.cpp"

namespace lib {
// What the input only declares.
counter::counter(int) {}
auto counter::wait(int) -> mock::task<> { return truth::answer("wait"); }
void counter::signal(int) {}
claim::claim(claim &&) noexcept {}
claim::~claim() {}
void claim::give_back() noexcept {}
turnstile::pass::pass(pass &&) noexcept {}
turnstile::pass::~pass() {}
auto turnstile::pass::number() const -> std::string { return truth::some<std::string>(); }
auto turnstile::enter() -> mock::task<pass> { return truth::answer<pass>("enter"); }
auto turnstile::enter_shared() -> mock::task<pass> { return truth::answer<pass>("enter_shared"); }
template <class F> mock::task<> inside(turnstile &, F) { return truth::answer("inside"); }
auto event::wait() -> mock::task<> { return truth::answer("wait"); }
void event::set() {}
} // namespace lib

// What the input only declares.
mock::task<> ship(int) { return truth::answer("ship"); }
// What is shared, and seen at the end.
auto fields(Warehouse &it) { return std::tie(it.door_, it.ramps_, it.docks_, it.gate_, it.opened_, it.log_, it.apples_, it.pears_, it.plums_, it.figs_, it.dates_, it.nuts_, it.oats_, it.rye_, it.figs2_, it.hops_, it.malt_, it.seed_); }
auto built(truth::of<Warehouse>) { return new Warehouse(truth::some<int>()); }
auto fields(Ledger &it) { return std::tie(it.door_, it.sum_); }

TRUTH("await-check-then-act/library_locks.cpp") {
  using namespace lib;
  run("Warehouse::by_unit", [] { return part<Warehouse>().by_unit(any); });
  run("Warehouse::by_most_units", [] { return part<Warehouse>().by_most_units(any); });
  run("Warehouse::by_one_of_four", [] { return part<Warehouse>().by_one_of_four(any); });
  run("Warehouse::by_dock", [] { return part<Warehouse>().by_dock(any); });
  run("Warehouse::given_back_early", [] { return part<Warehouse>().given_back_early(any); });
  run("Warehouse::by_pass", [] { return part<Warehouse>().by_pass(any); });
  run("Warehouse::as_a_guest", [] { return part<Warehouse>().as_a_guest(any); });
  run("Warehouse::work_inside", [] { return part<Warehouse>().work_inside(any); });
  run("Warehouse::bracket", [] { return part<Warehouse>().bracket(any); });
  run("Warehouse::too_short", [] { return part<Warehouse>().too_short(any); });
  run("Warehouse::after_an_event", [] { return part<Warehouse>().after_an_event(any); });
  run("Warehouse::used_pass", [] { return part<Warehouse>().used_pass(any); });
  run("Ledger::pay", [] { return part<Ledger>().pay(any); });
}

} // namespace truth_of::check_then_act_library_locks
