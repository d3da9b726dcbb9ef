//===- Declared.cpp - The program says that nothing can go wrong ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool hasOneOwner(const Facts &F, const Pair &P) {
  if (F.Graph.SingleOwner)
    return true;
  for (PlaceId A = P.ActPlace; A; A = F.Places.node(A).Parent)
    if (F.Places.node(A).SingleOwner)
      return true;
  return false;
}

/// Filled because it was empty, with the result of something that may be done
/// twice.
static bool isIdempotent(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  return F.event(P.Suspend).Idempotent && P.Why == Reliance::Decision &&
         Act.Kind == EventKind::Write && !Act.Constant;
}

static const Protection Owner = {
    "declared-single-owner",
    "its class or this function is marked AWAIT_TIDY_SINGLE_OWNER, or every "
    "call has a variable of its own for it",
    hasOneOwner};
static const Protection Twice = {
    "declared-idempotent",
    "what it is filled with comes from a function marked AWAIT_TIDY_IDEMPOTENT",
    isIdempotent};
static RegisterProtection RegisterOwner(Owner), RegisterTwice(Twice);
