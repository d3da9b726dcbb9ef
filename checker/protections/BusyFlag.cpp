//===- BusyFlag.cpp - A busy flag or in-flight set around the suspension --===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  (void)F;
  return !P.Flags.empty();
}

static llvm::SmallVector<PlaceId, 1> restsOn(const Facts &F, const Pair &P) {
  return {F.event(P.Flags.front()).Places.front()};
}

static const Protection Self = {
    "busy-flag",
    "a flag that turns others away is set before the suspension and still set",
    covers, restsOn};
static RegisterProtection Register(Self);
