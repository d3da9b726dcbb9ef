//===- SnippetLine.h - A line of source on the terminal ------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Bytes are not columns: tabs, wide characters, control characters and bytes
/// that are not UTF-8 take another width on a terminal than in the file, and a
/// line of a generated file can be longer than any window.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_SNIPPETLINE_H
#define AWAIT_TIDY_FINDINGS_SNIPPETLINE_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace await_tidy {

class SnippetLine {
public:
  /// Of a very long line, only the surroundings of byte \p Focus are kept.
  SnippetLine(llvm::StringRef Source, size_t Focus);

  /// Safe to print: no control characters, valid UTF-8.
  const std::string &text() const { return Text; }
  unsigned width() const { return Positions.back(); }

  /// Whether byte \p Byte of the source (or its end) is in the text.
  bool shows(size_t Byte) const {
    return First <= Byte && Byte - First < Positions.size();
  }
  /// Where byte \p Byte of the source stands in the text, in columns from 0; at
  /// the border when it is not shown.
  unsigned position(size_t Byte) const;

private:
  std::string Text;
  size_t First = 0;                ///< the first byte that is shown
  std::vector<unsigned> Positions; ///< per byte from First on, and of the end
};

} // namespace await_tidy

#endif
