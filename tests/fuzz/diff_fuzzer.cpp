//===- diff_fuzzer.cpp - What git could print ----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/ChangedLines.h"
#include <cstdlib>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  ChangedLines Changed;
  if (llvm::Error E = Changed.add(Text, "/root")) {
    if (llvm::toString(std::move(E)).empty())
      std::abort(); // refused without a word
    return 0;
  }
  Finding F;
  F.Where.File = "/root/a.cpp";
  F.Where.Line = F.Where.EndLine = 5;
  Changed.concern(F);
  return 0;
}
