//===- Finding.h - What a rule reports --------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A finding is one race: where the act is, what was checked or read before it,
/// where the coroutine suspended in between, who else writes the place, and a
/// repair where there is one. It is plain data: no Clang type appears in it, so
/// every output (text, host diagnostics, and later JSON, SARIF, LSP) reads the
/// same record.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_FINDING_H
#define AWAIT_TIDY_FINDINGS_FINDING_H

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace await_tidy {

/// How sure the analysis is that the reported interleaving can happen.
/// Medium and High are shown by default.
enum class Confidence : uint8_t { Low, Medium, High };

/// How bad it is when it happens. Independent of the confidence.
enum class Severity : uint8_t { Info, Warning, Error };

/// A half-open range of characters in one file. Lines and columns count from 1,
/// columns in bytes; offsets count bytes from 0. A location in a macro
/// expansion is that of the expansion.
struct SourceSpan {
  std::string File;
  unsigned Line = 0, Column = 0, Offset = 0;
  unsigned EndLine = 0, EndColumn = 0, EndOffset = 0;
  /// `clang::SourceLocation::getRawEncoding()` of the begin and the end, for
  /// hosts that have the source manager at hand; 0 where there is none.
  uint32_t RawBegin = 0, RawEnd = 0;

  bool isValid() const { return Line != 0; }
};

/// One step of the story that a finding tells, in the order in which it
/// happens.
enum class NoteKind : uint8_t {
  Check,      ///< the read or the test that later code relies on
  Suspension, ///< where other coroutines can run
  Writer,     ///< another function, or another call of this one, that writes
  Act,        ///< a write in a callee, when the finding stands at the call
  Reason      ///< why it is a race, or how to repair it
};

struct Note {
  NoteKind Kind;
  SourceSpan Where;
  std::string Text;
  /// Of a Writer: the function that writes, as the text names it, and whether
  /// it is another call of the finding's own. Empty where it has no name.
  std::string Function = {};
  bool IsSameFunction = false;
};

/// Replaces the characters of \p Where by \p Text.
struct FixIt {
  SourceSpan Where;
  std::string Text;
};

struct Finding {
  std::string Rule; ///< id, e.g. "await-stale-write"
  Confidence Sureness = Confidence::High;
  Severity Level = Severity::Warning;
  SourceSpan Where;     ///< the act
  std::string Message;  ///< one sentence, no trailing period
  std::string Place;    ///< the state as the source spells it
  std::string Function; ///< qualified name of the coroutine
  std::vector<Note> Notes;
  std::vector<FixIt> Fixes;
  /// Where is not the act: the coroutines that race are started there together.
  /// The notes from a Check to its Act are one of them; where no second one
  /// follows, it is the same function once more.
  bool StartsTogether = false;
};

/// Order of output: file, line, column, rule, message.
inline bool operator<(const Finding &A, const Finding &B) {
  return std::tie(A.Where.File, A.Where.Line, A.Where.Column, A.Rule,
                  A.Message) < std::tie(B.Where.File, B.Where.Line,
                                        B.Where.Column, B.Rule, B.Message);
}

} // namespace await_tidy

#endif
