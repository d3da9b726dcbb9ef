//===- sql_fuzzer.cpp - SQL text from anywhere ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes are understood or refused with a message.
//
//===----------------------------------------------------------------------===//
#include "pieces.h"
#include <cstdlib>

using namespace await_tidy::sql;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  Script S = analyze(pieces(Data, Size));
  if (!S.Understood && S.Problem.empty())
    std::abort(); // refused without a word
  describe(S);
  return 0;
}
