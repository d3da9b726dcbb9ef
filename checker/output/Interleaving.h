//===- Interleaving.h - The order of events that breaks it ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A finding tells its story in notes. Formats that show who does what when,
/// such as SARIF's thread flows and the picture of the HTML report, take it
/// from here.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_OUTPUT_INTERLEAVING_H
#define AWAIT_TIDY_OUTPUT_INTERLEAVING_H

#include "findings/Finding.h"
#include <string>
#include <vector>

namespace await_tidy {

/// What one of the two coroutines does.
struct InterleavingStep {
  NoteKind Kind = NoteKind::Act; ///< never Reason
  bool IsOther = false;
  /// No note says it: another call of a function goes the same way until then.
  bool IsImplied = false;
  /// In a function that is called by the step before.
  bool IsInside = false;
  /// The finding's own position, of which the message is the text.
  bool IsFinding = false;
  SourceSpan Where; ///< valid
  std::string Text; ///< of the note; of the act the message
};

struct Interleaving {
  std::vector<InterleavingStep> Steps; ///< in the order in which they happen
  std::string Own;   ///< the function that is reported; may be empty, and is
                     ///< for coroutines that are started together
  std::string Other; ///< the one that runs meanwhile; may be empty
  bool IsSameFunction = false; ///< both are calls of one function

  bool hasOther() const;
  /// Whether there is a suspension: else nothing runs in between.
  bool suspends() const;
};

/// The steps of \p F. Without a check it is the act that comes before the
/// suspension. Steps without a place in a file are left out.
Interleaving interleaving(const Finding &F);

} // namespace await_tidy

#endif
