//===- BusyFlag.cpp - A busy flag or in-flight set around the suspension --===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

/// A key in an in-flight set turns away who comes with the same key. Those with
/// another one change the set meanwhile, so it does not cover what is done to
/// the set as a whole.
static bool isPartOfAct(const Facts &F, const Pair &P, PlaceId Flag) {
  return Flag != P.ActPlace && F.Places.node(Flag).Step == StepKind::Key &&
         F.Places.node(P.ActPlace).Step != StepKind::Key &&
         F.Places.contains(P.ActPlace, Flag);
}

static PlaceId flag(const Facts &F, const Pair &P) {
  for (EventId E : P.Flags)
    if (PlaceId Flag = F.event(E).Places.front(); !isPartOfAct(F, P, Flag))
      return Flag;
  return NoPlace;
}

static bool covers(const Facts &F, const Pair &P) {
  return flag(F, P) != NoPlace;
}

static llvm::SmallVector<PlaceId, 1> restsOn(const Facts &F, const Pair &P) {
  return {flag(F, P)};
}

static const Protection Self = {
    "busy-flag",
    "a flag that turns others away is set before the suspension and still set",
    covers, restsOn};
static RegisterProtection Register(Self);
