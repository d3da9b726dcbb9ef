//===- await-snapshot-rollback.cpp - A snapshot that is put back --------===//
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

/// `was = std::exchange(flag, true)`: a saved flag, put back.
static bool isSavedFlag(const Facts &F, const Pair &P) {
  return F.event(P.Check).Kind == EventKind::Write && !F.event(P.Check).Moved;
}

static std::optional<Report> check(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  if (P.Why != Reliance::Value || Act.Kind != EventKind::Write ||
      P.How != Flow::Copy || P.Relation == Overlap::May ||
      !(P.OwnWrite || P.Moved || isSavedFlag(F, P)))
    return std::nullopt;
  Report R(F, P);
  if (P.Moved) {
    R.message(fmt::format("'{}' is put back as it was taken before the "
                          "suspension; what was added to it meanwhile is lost",
                          R.place()))
        .advice(fmt::format("insert what was taken in front of what is in '{}' "
                            "by now",
                            R.place()));
    return R;
  }
  R.message(fmt::format("'{}' is rolled back to a snapshot taken before the "
                        "suspension, which undoes what others did meanwhile",
                        R.place()));
  if (P.Relation == Overlap::Same &&
      F.Places.node(P.ActPlace).Holds == ValueClass::Other)
    R.note(NoteKind::Reason, Act.Where,
           fmt::format("every field of '{}' is put back, not only what this "
                       "coroutine changed",
                       R.place()));
  llvm::StringRef Undo;
  if (P.OwnWrite && P.OwnWrite != Pair::ManyWrites)
    Undo = F.event(P.OwnWrite).Inverse;
  if (!Undo.empty() && Act.Callee.empty()) {
    R.advice(fmt::format("undo only your own change: '{};'", Undo.str()))
        .fix(Act.Where, Undo.str());
  } else
    R.advice(fmt::format("undo only your own change to '{}' (add back what was "
                         "subtracted)",
                         R.place()));
  if (isSavedFlag(F, P))
    R.confidence(Confidence::Medium);
  return R;
}

static const Rule Self = {
    "await-snapshot-rollback",
    "state is restored, after a suspension, to a copy taken before it",
    R"(A coroutine saves the state, changes it, awaits something that can fail, and on
failure puts the saved copy back. Between the copy and the restore other coroutines
have run: their deposits, their withdrawals, their inserts are wiped out with it.

A restore is not a rollback: it brings back a moment that others have moved on
from. What is right is compensation: undo your own change, relative to the state
as it is now.

The rule reports a restore after an own change of the state, in the straight code,
in a handler, after one, in a destructor or scope guard, through a memento, of a
field or of a whole object, and of a batch that was moved out.

Repair: `balance += amount;` instead of `balance = original_balance;`. Where the code
says what was subtracted, the fix-it does it.)",
    R"cpp(task<> Account::pay(long amount) {
  long original_balance = balance;
  balance -= amount;
  if (!co_await transfer(amount))
    balance = original_balance; // undoes the deposits made meanwhile
})cpp",
    R"cpp(task<> Account::pay(long amount) {
  balance -= amount;
  if (!co_await transfer(amount))
    balance += amount;
})cpp",
    {362, 460},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/3,
    check};
static RegisterRule Register(Self);
