//===- LockHeld.cpp - One exclusive lock from the check to the act --------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  return F.CallersHoldLock || !P.Locks.empty();
}

static PlaceId restsOn(const Facts &F, const Pair &P) {
  if (P.Locks.empty())
    return NoPlace;
  const Event &Lock = F.event(P.Locks.front());
  return Lock.Places.empty() ? NoPlace : Lock.Places.front();
}

static const Protection Self = {
    "lock-held", "an exclusive lock is held from the read to the write", covers,
    restsOn};
static RegisterProtection Register(Self);
