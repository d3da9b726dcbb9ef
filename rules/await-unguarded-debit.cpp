//===- await-unguarded-debit.cpp - What a caller names is simply taken --===//
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

static void checkFunction(const Facts &F,
                          llvm::function_ref<void(Report)> Say) {
  for (const Reservation &X : F.Reservations) {
    if (X.What != Reservation::Kind::Amount || !X.Shrinks || !X.FromCaller ||
        X.Tested)
      continue;
    Report R(F, X.Taken, X.Place);
    R.confidence(X.HandedOn ? Confidence::High : Confidence::Medium)
        .message(fmt::format("an amount that the caller chose is subtracted "
                             "from '{}' before the 'co_await', and nothing "
                             "checks that there is so much",
                             R.place()))
        .note(NoteKind::Suspension, F.event(X.Await).Where,
              "the coroutine suspends here, and others see the new amount")
        .advice(fmt::format("test '{}' in the same step, before it is lowered",
                            R.place()));
    Say(std::move(R));
  }
}

static const Rule Self = {
    "await-unguarded-debit",
    "an amount from the caller is subtracted before an await without a check",
    R"(The order is right: the amount is subtracted before the `co_await`, so that
others see it at once. But no test of the same state says that there is so much.
Whoever calls with a larger amount gets it, and the state goes below zero, or
wraps around.

The rule reports a subtraction from shared state of an amount that depends on a
parameter, with a suspension after it, where no test of that state decides whether
it, or the awaited operation, happens.

It is off by default: many programs check in the caller, or in a layer that cannot
be seen from here. Turn it on for the code that owns the balances, by its full
name: `--checks=await-unguarded-debit`.)",
    R"cpp(task<> Account::withdraw(long amount) {
  balance -= amount;
  if (!co_await transfer(amount))
    balance += amount;
})cpp",
    R"cpp(task<> Account::withdraw(long amount) {
  if (balance < amount)
    co_return;
  balance -= amount;
  if (!co_await transfer(amount))
    balance += amount;
})cpp",
    {840, 191},
    Severity::Warning,
    /*OnByDefault=*/false,
    /*Rank=*/0,
    nullptr,
    checkFunction};
static RegisterRule Register(Self);
