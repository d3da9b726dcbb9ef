//===- Protection.cpp - The list of protections ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

static std::vector<const Protection *> &registry() {
  static std::vector<const Protection *> All;
  return All;
}

RegisterProtection::RegisterProtection(const Protection &P) {
  auto &All = registry();
  All.insert(llvm::upper_bound(All, &P,
                               [](const Protection *A, const Protection *B) {
                                 return A->Name < B->Name;
                               }),
             &P);
}

const std::vector<const Protection *> &await_tidy::allProtections() {
  return registry();
}
