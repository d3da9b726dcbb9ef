//===- await-stale-decision.cpp - An old check decides on other state ---===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "epochs/Facts.h"
#include "findings/Report.h"
#include <fmt/format.h>

using namespace await_tidy;

static std::optional<Report> check(const Facts &F, const Pair &P) {
  if (P.Why != Reliance::Elsewhere)
    return std::nullopt;
  Report R(F, P);
  std::string Checked = F.spell(P.Check, P.CheckPlace);
  R.confidence(Confidence::Medium)
      .writersOf(P.CheckPlace)
      .message(
          fmt::format("whether '{}' is changed here was decided by '{}' "
                      "before the suspension; by now '{}' can be different",
                      R.place(), Checked, Checked))
      .advice(fmt::format("test '{}' again after the 'co_await'", Checked));
  return R;
}

static const Rule Self = {
    "await-stale-decision",
    "a check of one place, made before a suspension, decides on a change of "
    "another",
    R"(The check and the change need not be of the same place to belong together: a market
is open and the order is booked, a user is logged in and the cart is charged, a
connection is up and the message counts as sent. If the coroutine suspends in
between, the check can be out of date when the change is made.

Very often that is what the program wants: it decided, and it goes on. So this rule
is off by default, and worth a look at code where the decision must hold at the
moment of the change.

Repair: test again after the `co_await`, or make the change before it.)",
    R"cpp(task<> Market::buy(long amount) {
  if (open) {
    co_await log();
    booked += amount; // the market can have closed
  }
}
void Market::close() { open = false; })cpp",
    R"cpp(task<> Market::buy(long amount) {
  if (open) {
    co_await log();
    if (open)
      booked += amount;
  }
}
void Market::close() { open = false; })cpp",
    {367},
    Severity::Warning,
    /*OnByDefault=*/false,
    /*Rank=*/0,
    check};
static RegisterRule Register(Self);
