//===- baseline_fuzzer.cpp - Baselines from anywhere ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A baseline is refused with a file and a line, or what is written of it reads
// as the same.
//
//===----------------------------------------------------------------------===//
#include "findings/Baseline.h"
#include <cstdlib>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  llvm::Expected<Baseline> B = Baseline::parse("fuzz", Text);
  if (!B) {
    std::string Why = llvm::toString(B.takeError());
    if (!llvm::StringRef(Why).starts_with("fuzz:"))
      std::abort();
    return 0;
  }
  std::string Written = B->text();
  llvm::Expected<Baseline> Again = Baseline::parse("again", Written);
  if (!Again || Again->text() != Written)
    std::abort();
  for (const Baseline::Entry &E : B->entries())
    if (!Again->take(E.Fingerprint, E.Path,
                     [](const std::string &) { return true; }))
      std::abort();
  return 0;
}
