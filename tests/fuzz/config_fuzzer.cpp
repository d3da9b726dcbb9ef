//===- config_fuzzer.cpp - Configurations from anywhere ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A configuration is refused with a file and a line, or what --dump-config
// prints of it reads as the same.
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Config.h"
#include <cstdlib>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  llvm::Expected<Config> C = parseConfig("fuzz", Text);
  if (!C) {
    std::string Why = llvm::toString(C.takeError());
    if (!llvm::StringRef(Why).starts_with("fuzz:"))
      std::abort();
    return 0;
  }
  std::string Written = configText(*C);
  llvm::Expected<Config> Again = parseConfig("fuzz", Written);
  if (!Again || configText(*Again) != Written)
    std::abort();
  return 0;
}
