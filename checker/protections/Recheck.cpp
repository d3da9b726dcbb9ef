//===- Recheck.cpp - The same place, tested again after the suspension ----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  // An old value that is stored stays old whatever is tested.
  // What was taken is put back only if nothing has come since.
  if (P.Why == Reliance::Value && P.Moved && P.Recheck)
    return !F.event(P.Recheck).Assertion;
  if (P.Why == Reliance::Value || !P.Recheck)
    return false;
  // An index can be compared with the size; an iterator stays what it is.
  if (P.Why == Reliance::Borrowed && !F.event(P.Act).Index)
    return false;
  // assert() is gone in a release build.
  return !F.event(P.Recheck).Assertion;
}

static const Protection Self = {
    "recheck", "the same state is tested again after the last suspension",
    covers, nullptr};
static RegisterProtection Register(Self);
