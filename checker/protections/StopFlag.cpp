//===- StopFlag.cpp - A loop that is told to stop -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  return P.Why == Reliance::Decision && P.StopsLoop &&
         Act.Kind == EventKind::Write && Act.Constant &&
         F.Places.node(P.ActPlace).Holds == ValueClass::Bool;
}

static const Protection Self = {
    "stop-flag",
    "it only ends the loop that tests it, however often it is done", covers,
    nullptr};
static RegisterProtection Register(Self);
