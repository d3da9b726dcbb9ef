//===- Rule.cpp - The list of rules -------------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include <algorithm>

using namespace await_tidy;

static std::vector<const Rule *> &registry() {
  static std::vector<const Rule *> All;
  return All;
}

RegisterRule::RegisterRule(const Rule &R) {
  auto &All = registry();
  All.insert(std::upper_bound(
                 All.begin(), All.end(), &R,
                 [](const Rule *A, const Rule *B) { return A->Id < B->Id; }),
             &R);
}

const std::vector<const Rule *> &await_tidy::allRules() { return registry(); }

const Rule *await_tidy::findRule(std::string_view Id) {
  for (const Rule *R : registry())
    if (R->Id == Id)
      return R;
  return nullptr;
}
