//===- SourceRanges.h - Source locations for people -------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_SOURCERANGES_H
#define AWAIT_TIDY_SOURCERANGES_H

#include "events/Event.h"
#include "findings/Finding.h"
#include "clang/AST/ASTContext.h"

namespace await_tidy {

/// Turns the opaque locations of events into files, lines and text.
class SourceRanges {
public:
  explicit SourceRanges(const clang::ASTContext &Context) : Context(Context) {}

  /// A location for \p S, which is in another translation unit.
  Loc foreign(const SourceSpan &S) const;

  /// Line 0 if \p L is empty.
  SourceSpan span(Loc L) const;
  /// The text of \p L with runs of white space as one space; empty in a macro.
  std::string text(Loc L) const;
  /// The line number as text.
  std::string line(Loc L) const;

private:
  /// The end of a location that is the place in Foreign, from 1, of a span.
  static constexpr uint32_t ForeignEnd = ~0u;

  const clang::ASTContext &Context;
  mutable std::vector<SourceSpan> Foreign;
};

} // namespace await_tidy

#endif
