//===- pieces.h - Text with holes, out of bytes -------------------*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the fuzzers of SQL and of Redis hand to their readers.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_FUZZ_PIECES_H
#define AWAIT_TIDY_TESTS_FUZZ_PIECES_H

#include "sql/Sql.h"

/// The byte 0xFF, which no text has, stands for a hole. Linear.
inline std::vector<await_tidy::sql::Piece> pieces(const uint8_t *Data,
                                                  size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  std::vector<await_tidy::sql::Piece> Pieces;
  while (!Text.empty()) {
    size_t End = Text.find('\xff');
    if (End != 0)
      Pieces.push_back({Text.substr(0, End).str(), false});
    if (End != Text.npos)
      Pieces.push_back({"", true});
    Text = End == Text.npos ? "" : Text.substr(End + 1);
  }
  return Pieces;
}

#endif
