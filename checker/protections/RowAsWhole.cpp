//===- RowAsWhole.cpp - The test looks at a row, perhaps elsewhere in it --===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `SELECT * FROM posts ...`, a test of the row, and then an UPDATE of one
// column: which columns the test looked at is not known.
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"

using namespace await_tidy;

static bool covers(const Facts &F, const Pair &P) {
  return P.Why == Reliance::Decision && F.Places.isInTable(P.ActPlace) &&
         P.Relation == Overlap::Whole &&
         F.Places.node(P.ActPlace).Step == StepKind::Field;
}

static const Protection Self = {
    "row-as-whole", "the test looks at the row, perhaps at another column",
    covers, nullptr};
static RegisterProtection Register(Self);
