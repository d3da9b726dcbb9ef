//===- VersionCompare.cpp - A version compared with the one read before ---===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  (void)F;
  return P.VersionCompare != 0;
}

static const Protection Self = {
    "version-compare",
    "the act is guarded by a comparison with the state as it is now", covers,
    nullptr};
static RegisterProtection Register(Self);
