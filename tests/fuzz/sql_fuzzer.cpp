//===- sql_fuzzer.cpp - SQL text from anywhere ----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes are understood or refused with a message. The byte 0xFF, which no
// text has, stands for a hole.
//
//===----------------------------------------------------------------------===//
#include "sql/Sql.h"
#include <cstdlib>

using namespace await_tidy::sql;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  std::vector<Piece> Pieces;
  while (!Text.empty()) {
    size_t End = Text.find('\xff');
    if (End != 0)
      Pieces.push_back({Text.substr(0, End).str(), false});
    if (End != Text.npos)
      Pieces.push_back({"", true});
    Text = End == Text.npos ? "" : Text.substr(End + 1);
  }
  Script S = analyze(Pieces);
  if (!S.Understood && S.Problem.empty())
    std::abort(); // refused without a word
  describe(S);
  return 0;
}
