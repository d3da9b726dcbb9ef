//===- Report.cpp - What a rule says of one pair --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Report.h"
#include <fmt/format.h>

using namespace await_tidy;

/// A lock that was held at the check, and what became of it.
void Report::noteLocks(const Facts &F, const Pair &P) {
  if (!F.Locks)
    return;
  const auto &Locks = F.Locks->locks();
  LockSet AtCheck = F.Locks->before(P.Check).Always;
  LockSet AtAct = F.Locks->before(P.Act).Always;
  for (size_t I = 0; I < Locks.size(); ++I) {
    const LockTable::Lock &L = Locks[I];
    LockSet Bit = LockSet(1) << I;
    if (!(AtCheck & Bit) || L.Places.size() != 1)
      continue;
    std::string Name = F.Places.spell(L.Places.front());
    const Event &Taken = F.event(L.Taken);
    if (L.Shared) {
      if (AtAct & Bit)
        note(NoteKind::Reason, Taken.Where,
             fmt::format("'{}' is held for reading only; others can hold it "
                         "at the same time",
                         Name));
      continue;
    }
    // The first release that comes after the check.
    for (EventId R = P.Check + 1; R < F.Graph.Events.size(); ++R) {
      const Event &E = F.event(R);
      if (E.Kind != EventKind::Release || !(F.Locks->released(R) & Bit) ||
          !(F.Locks->before(R).Sometimes & Bit) ||
          !F.Control.isReachable(F.Control.blockOf(R)) || R == P.Act)
        continue;
      // At the end of a block it is the guard that dies.
      if (R > P.Act ||
          (E.Holder && E.Where.Begin <= F.event(P.Check).Where.Begin))
        break;
      note(NoteKind::Reason, E.Where, fmt::format("'{}' is let go here", Name));
      break;
    }
  }
}

Report::Report(const Facts &F, const Pair &P) {
  const Event &Check = F.event(P.Check);
  const Event &Suspend = F.event(P.Suspend);
  const Event &ActEvent = F.event(P.Act);
  Act = ActEvent.Where;
  Place = F.spell(P.Act, P.ActPlace);
  State = P.ActPlace;
  std::string Read = F.spell(P.Check, P.CheckPlace);

  bool Tests = P.Why == Reliance::Decision || P.Why == Reliance::Waited ||
               P.Why == Reliance::Elsewhere;
  note(NoteKind::Check, Check.Where,
       fmt::format("'{}' is {} here", Read,
                   P.Moved                           ? "taken"
                   : Tests                           ? "checked"
                   : Check.Kind == EventKind::Borrow ? "referred to"
                   : P.Why == Reliance::Torn && Check.Kind != EventKind::Read
                       ? "changed"
                       : "read"));
  noteLocks(F, P);
  if (P.OtherKey)
    note(NoteKind::Reason, F.event(P.OtherKey).Where,
         fmt::format("'{}' keeps out only who comes with the same key; '{}' is "
                     "under another one",
                     F.Places.spell(F.event(P.OtherKey).Places.front()),
                     Place));
  std::string Where =
      Suspend.Start ? fmt::format("the rest runs later; other coroutines can "
                                  "change '{}' until then",
                                  Read)
      : Suspend.IsLock
          ? fmt::format("waiting for the lock suspends here; other coroutines "
                        "can change '{}' before it is taken",
                        Read)
      : F.Places.isInTable(P.CheckPlace)
          ? fmt::format(
                "the coroutine suspends here for the database; others can "
                "change '{}' before it goes on",
                Read)
          : fmt::format("the coroutine suspends here; other coroutines can "
                        "change '{}' before it goes on",
                        Read);
  note(NoteKind::Suspension, Suspend.Where, Where);
  if (Suspend.Inner)
    note(NoteKind::Suspension, Suspend.Inner,
         fmt::format("'{}' suspends here", Suspend.Callee.str()));
  if (EventId Sure = F.certainWrite(P); Sure && Sure != P.Act) {
    note(NoteKind::Writer, F.event(Sure).Inner,
         fmt::format("'{}', which is awaited, changes it here itself",
                     F.event(Sure).Callee.str()));
    State = NoPlace;
  }
  if (P.Unordered)
    note(NoteKind::Reason, Check.Where,
         "the language leaves open whether this is read before or after the "
         "suspension; clang reads it before");
  if (ActEvent.Inner)
    note(NoteKind::Act, ActEvent.Inner,
         fmt::format("'{}' changes it here", ActEvent.Callee.str()));
}

Report::Report(const Facts &F, EventId At, PlaceId P) {
  Act = F.event(At).Where;
  if (P)
    Place = F.spell(At, P);
}

Report &Report::advice(std::string Text) {
  Advice = std::move(Text);
  return *this;
}
