//===- Output.cpp - The list of formats -----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "output/Output.h"
#include <algorithm>

using namespace await_tidy;

static std::vector<const OutputFormat *> &registry() {
  static std::vector<const OutputFormat *> All;
  return All;
}

RegisterFormat::RegisterFormat(const OutputFormat &F) {
  auto &All = registry();
  All.insert(std::upper_bound(All.begin(), All.end(), &F,
                              [](const OutputFormat *A, const OutputFormat *B) {
                                return A->Name < B->Name;
                              }),
             &F);
}

const std::vector<const OutputFormat *> &await_tidy::allFormats() {
  return registry();
}

const OutputFormat *await_tidy::findFormat(std::string_view Name) {
  for (const OutputFormat *F : registry())
    if (F->Name == Name)
      return F;
  return nullptr;
}
