//===- commandline_fuzzer.cpp - Options of any kind ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arguments are the lines of the input.
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Options.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdlib>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  llvm::SmallVector<llvm::StringRef, 8> Args;
  Text.split(Args, '\n');
  if (llvm::Expected<CommandLine> Line = parseCommandLine(Args); !Line)
    if (llvm::toString(Line.takeError()).empty())
      std::abort(); // refused without a word
  return 0;
}
