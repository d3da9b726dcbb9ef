//===- OneStep.cpp - Exactly what was read is taken away, in one step -----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  if (P.Why != Reliance::Value)
    return false;
  // What has come since was added to the batch before it is put back.
  if (P.Moved && P.Merged)
    return true;
  if (Act.Kind != EventKind::Update)
    return false;
  // n = count; co_await send(n); count -= n;   and   a batch that was moved out
  // and is put back in front of what has come since.
  return P.Moved || (P.How == Flow::Copy && Act.Shrinks);
}

static const Protection Self = {
    "one-step",
    "the place is updated in one step by exactly what was taken from it",
    covers, nullptr};
static RegisterProtection Register(Self);
