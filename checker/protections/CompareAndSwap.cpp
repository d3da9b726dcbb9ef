//===- CompareAndSwap.cpp - An act that looks for itself ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  // `claimed.insert(id); co_return true;`: nobody asks the insertion whether it
  // took place, and the caller is told that it did.
  if (Act.Conditional && Act.Kind == EventKind::Update && !Act.Shrinks &&
      !(Act.Dst && F.results().isUsed(Act.Dst)) && F.tellsWhoActed(P))
    return false;
  // What belongs together is torn by an insertion that keeps what is there just
  // as much; not by a maximum.
  return Act.Conditional &&
         !(P.Why == Reliance::Torn && Act.Kind == EventKind::Update);
}

static const Protection Self = {
    "compare-and-swap",
    "the act takes effect only if the place is still as expected", covers,
    nullptr};
static RegisterProtection Register(Self);
