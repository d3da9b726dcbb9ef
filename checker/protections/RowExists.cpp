//===- RowExists.cpp - The test asks only whether there is a row ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `if (rows.empty()) co_return;` and then an UPDATE or DELETE: of a row that is
// gone by then, nothing is changed. Only who inserts relies on the answer.
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"
#include "llvm/ADT/DenseSet.h"

using namespace await_tidy;

/// True if the branch depends on the check by questions alone that ask whether
/// there is something.
static bool asksForExistence(const Facts &F, const Pair &P) {
  if (!P.Branch)
    return false;
  const ResultSense &Results = F.results();
  llvm::SmallVector<SlotId, 8> Work;
  llvm::DenseSet<SlotId> Seen;
  auto Follow = [&](const Event &E) {
    for (const Input &I : E.Inputs)
      Work.push_back(I.Slot);
  };
  Follow(F.event(P.Branch));
  bool Asked = false;
  while (!Work.empty()) {
    SlotId Slot = Work.pop_back_val();
    if (!Seen.insert(Slot).second)
      continue;
    for (EventId D : Results.definitions(Slot)) {
      const Event &E = F.event(D);
      if (D == P.Check)
        return false;
      if (E.Kind == EventKind::Compute && E.Existence) {
        Asked = true;
        continue;
      }
      Follow(E);
      if (E.Kind == EventKind::Read)
        for (PlaceId X : E.Places)
          for (PlaceId Up = X; Up; Up = F.Places.node(Up).Parent)
            for (EventId W : Results.stores(Up))
              Follow(F.event(W));
    }
  }
  return Asked;
}

static bool covers(const Facts &F, const Pair &P) {
  if (P.Why != Reliance::Decision || !F.Places.isInTable(P.ActPlace))
    return false;
  const Event &Act = F.event(P.Act);
  // What stores to a key makes it.
  bool Changes = (F.Places.node(P.ActPlace).Step == StepKind::Field &&
                  !F.Places.isKeyValue(P.ActPlace)) ||
                 (Act.Kind == EventKind::Update && Act.Shrinks);
  return Changes && asksForExistence(F, P);
}

static const Protection Self = {
    "row-exists",
    "the test asks only whether the row is there; nothing is changed if not",
    covers, nullptr};
static RegisterProtection Register(Self);
