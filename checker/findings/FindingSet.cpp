//===- FindingSet.cpp - Findings that were seen already -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/FindingSet.h"
#include "llvm/ADT/STLExtras.h"

namespace await_tidy {

std::vector<Finding> FindingSet::addNew(std::vector<Finding> Found) {
  llvm::sort(Found);
  llvm::erase_if(Found, [&](const Finding &F) {
    return !Seen.emplace(F.Where.File, F.Where.Line, F.Where.Column, F.Rule,
                         F.Message)
                .second;
  });
  return Found;
}

} // namespace await_tidy
