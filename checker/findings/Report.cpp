//===- Report.cpp - What a rule says of one pair --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Report.h"
#include <fmt/format.h>

using namespace await_tidy;

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
  std::string Where =
      Suspend.Start ? fmt::format("the rest runs later; other coroutines can "
                                  "change '{}' until then",
                                  Read)
      : Suspend.IsLock
          ? fmt::format("waiting for the lock suspends here; other coroutines "
                        "can change '{}' before it is taken",
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
