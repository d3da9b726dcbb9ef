//===- ReaderLock.cpp - Those who change it wait for the readers ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

/// To look at something, or to go on with a reference to it, it is enough that
/// nobody changes it; to change it oneself it is not.
static bool covers(const Facts &F, const Pair &P) {
  return !P.ReaderLocks.empty() &&
         (P.Why == Reliance::Borrowed || F.event(P.Act).Kind == EventKind::Use);
}

static llvm::SmallVector<PlaceId, 1> restsOn(const Facts &F, const Pair &P) {
  llvm::SmallVector<PlaceId, 1> Out;
  for (EventId L : P.ReaderLocks)
    Out.append(F.event(L).Places);
  return Out;
}

static const Protection Self = {
    "reader-lock",
    "a reader lock is held, and all who change it take the lock exclusively",
    covers,
    restsOn,
    /*IsDoubtful=*/nullptr,
    /*FromExclusive=*/true};
static RegisterProtection Register(Self);
