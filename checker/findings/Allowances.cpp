//===- Allowances.cpp - Findings that a function allows -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Allowances.h"
#include "findings/GlobList.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

bool Allowance::covers(const SourceSpan &Act, const std::string &Rule) const {
  return !Reason.empty() && Act.File == Function.File &&
         Function.Offset <= Act.Offset && Act.Offset < Function.EndOffset &&
         GlobList(Rules).contains(Rule);
}

void await_tidy::applyAllowances(std::vector<Allowance> &Allowed,
                                 std::vector<Finding> &Findings) {
  llvm::erase_if(Findings, [&](const Finding &F) {
    bool Covered = false;
    // All of them: each is of use.
    for (Allowance &A : Allowed)
      if (A.covers(F.Where, F.Rule)) {
        A.Used.insert(F.Rule);
        Covered = true;
      }
    return Covered;
  });
}
