//===- Document.h - A text that an editor has open --------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Positions of the Language Server Protocol are lines and characters from 0;
/// a character is a unit of UTF-16 unless the client has agreed to UTF-8. Ours
/// are bytes.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_LSP_DOCUMENT_H
#define AWAIT_TIDY_FRONTENDS_LSP_DOCUMENT_H

#include "llvm/ADT/StringRef.h"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

enum class Encoding { Utf8, Utf16 };

struct Position {
  unsigned Line = 0, Character = 0;
  auto operator<=>(const Position &) const = default;
};

struct Range {
  Position Begin, End; ///< half open
};

class Document {
public:
  Document(std::string Text, Encoding Units);

  const std::string &text() const { return Text; }

  /// Where the byte \p Offset is. What lies behind the end is the end; what
  /// lies inside of a character is its begin. O(log lines + line).
  Position at(size_t Offset) const;
  /// The byte at \p P. What lies behind the end of a line is its end, as the
  /// protocol has it. O(line).
  size_t offset(Position P) const;
  /// Line \p Number, from 0, without what ends it.
  llvm::StringRef line(unsigned Number) const;

  /// Replaces \p Where, or everything, by \p By. O(text).
  void replace(std::optional<Range> Where, llvm::StringRef By);

private:
  void findLines();

  std::string Text;
  Encoding Units;
  std::vector<size_t> Lines; ///< where they begin
};

} // namespace await_tidy

#endif
