//===- VersionCompare.cpp - A version compared with the one read before ---===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  (void)F;
  return P.VersionCompare != 0;
}

/// The version of an object says something of its state only if all who change
/// the state look at it, too.
static llvm::SmallVector<PlaceId, 1> restsOn(const Facts &F, const Pair &P) {
  PlaceId State = P.ActPlace;
  while (State && F.Places.node(State).Step != StepKind::Field &&
         F.Places.node(State).Step != StepKind::Root)
    State = F.Places.node(State).Parent;
  if (!P.Version || P.Version == State)
    return {};
  const PlaceNode &V = F.Places.node(P.Version), &N = F.Places.node(State);
  // ... or that of the variables of the program.
  bool Globals = V.Step == StepKind::Root && V.Root == RootKind::Global &&
                 N.Step == StepKind::Root && N.Root == RootKind::Global;
  if (!Globals && (V.Step != StepKind::Field || V.Parent != N.Parent))
    return {};
  return {P.Version};
}

static const Protection Self = {
    "version-compare",
    "the act is guarded by a comparison with the state as it is now",
    covers,
    restsOn,
    nullptr,
    /*FromExclusive=*/false,
    /*ChangesWith=*/true};
static RegisterProtection Register(Self);
