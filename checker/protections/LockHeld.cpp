//===- LockHeld.cpp - One exclusive lock from the check to the act --------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  return F.CallersHoldLock || !P.Locks.empty();
}

static llvm::SmallVector<PlaceId, 1> restsOn(const Facts &F, const Pair &P) {
  llvm::SmallVector<PlaceId, 1> Out;
  if (F.CallersHoldLock && F.CallerLocks.empty())
    return {};
  Out.append(F.CallerLocks);
  for (EventId L : P.Locks) {
    const Event &Lock = F.event(L);
    // One that cannot be named can be any.
    if (Lock.Places.empty())
      return {};
    Out.append(Lock.Places);
  }
  return Out;
}

static bool isDoubtful(const Facts &F, const Pair &P) {
  return !F.CallersHoldLock &&
         llvm::all_of(P.Locks, [&](EventId L) { return F.event(L).May; });
}

static const Protection Self = {
    "lock-held", "an exclusive lock is held from the read to the write", covers,
    restsOn, isDoubtful};
static RegisterProtection Register(Self);
