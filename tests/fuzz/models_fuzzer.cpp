//===- models_fuzzer.cpp - Library models from anywhere ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A document is taken as a whole or refused with a message.
//
//===----------------------------------------------------------------------===//
#include "models/Model.h"
#include <cstdlib>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  ModelSet Models;
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (llvm::Error E = Models.add("fuzz.yaml", Text)) {
    if (!llvm::StringRef(llvm::toString(std::move(E)))
             .starts_with("fuzz.yaml:"))
      std::abort(); // refused without a word, or nobody knows where
    return 0;
  }
  Models.function("std::move");
  Models.method("find", [](llvm::StringRef Class) { return Class == "any"; });
  Models.guard("std::lock_guard");
  return 0;
}
