//===- tidyconfig_fuzzer.cpp - A .clang-tidy of any kind ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// It is refused with a file and a line, or what is made of it selects rules or
// says why not.
//
//===----------------------------------------------------------------------===//
#include "findings/RuleSelection.h"
#include "frontends/cli/TidyConfig.h"
#include <cstdlib>

using namespace await_tidy;

static void expectPlace(llvm::Error E) {
  if (!llvm::StringRef(llvm::toString(std::move(E))).starts_with("fuzz:"))
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  llvm::Expected<TidyFile> F = parseTidyFile("fuzz", Text);
  if (!F) {
    expectPlace(F.takeError());
    return 0;
  }
  llvm::Expected<TidyConfig> C = tidyConfig({*F, *F});
  if (!C) {
    expectPlace(C.takeError());
    return 0;
  }
  if (auto Rules = selectRules(C->Checks); !Rules)
    if (llvm::toString(Rules.takeError()).empty())
      std::abort();
  return 0;
}
