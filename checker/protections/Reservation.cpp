//===- Reservation.cpp - The place is changed before the suspension -------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  if (!P.Reserved)
    return false;
  if (P.Why == Reliance::Decision || P.Why == Reliance::Waited)
    return true;
  // What was taken is given back in one step.
  return P.Why == Reliance::Value && Act.Kind == EventKind::Update;
}

/// Adds back what it took itself: right whatever the others did meanwhile.
static bool givesBack(const Facts &F, const Pair &P) {
  if (P.Why != Reliance::Decision)
    return false;
  // ++busy; co_await work(); --busy;
  if (P.OwnWrite && P.OwnWrite != Pair::ManyWrites) {
    const Event &Took = F.event(P.OwnWrite), &Act = F.event(P.Act);
    if (Took.Kind == EventKind::Update && Act.Kind == EventKind::Update &&
        Took.Step && Act.Step && !Took.May && Took.Shrinks != Act.Shrinks &&
        Took.Places == Act.Places)
      return true;
  }
  for (const Reservation &R : F.Reservations)
    for (EventId Id : R.GivesBack)
      if (Id == P.Act)
        return true;
  return false;
}

static const Protection Back = {
    "returned-amount", "it only gives back what this function took itself",
    givesBack};
static RegisterProtection RegisterBack(Back);

static const Protection Self = {
    "reservation", "the change is made before the suspension, so others see it",
    covers, nullptr};
static RegisterProtection Register(Self);
