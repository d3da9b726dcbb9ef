//===- redis_fuzzer.cpp - commands of Redis from anywhere ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes are a command, known or not, of a key and value store.
//
//===----------------------------------------------------------------------===//
#include "pieces.h"
#include "sql/Redis.h"
#include <cstdlib>

using namespace await_tidy::sql;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  Script S = analyzeRedis(pieces(Data, Size));
  if (!S.Understood || !S.KeyValue)
    std::abort();
  describe(S);
  return 0;
}
