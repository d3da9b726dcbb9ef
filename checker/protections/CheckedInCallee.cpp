//===- CheckedInCallee.cpp - The called function tests before it acts -----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  return P.Why != Reliance::Value && F.event(P.Act).Checked;
}

static const Protection Self = {
    "checked-in-callee",
    "the function that acts tests the same state right before", covers,
    nullptr};
static RegisterProtection Register(Self);
