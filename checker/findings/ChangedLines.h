//===- ChangedLines.h - What a diff says was changed ------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the output of `git diff -U0` and knows which findings it concerns.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_CHANGEDLINES_H
#define AWAIT_TIDY_FINDINGS_CHANGEDLINES_H

#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace await_tidy {

class ChangedLines {
public:
  /// Adds what \p Diff, with the prefixes a/ and b/, changes; its paths are
  /// relative to \p Root. An error names the line of the diff.
  llvm::Error add(llvm::StringRef Diff, llvm::StringRef Root);

  /// All lines of \p Path are new.
  void addFile(const std::string &Path);

  /// Whether the act, the check or a suspension stands in a changed line, or
  /// something was taken out between them: what made it safe, perhaps.
  bool concern(const Finding &F) const;

private:
  struct Change {
    /// Lines of the new file; Last before First: what stood behind Last was
    /// taken out.
    unsigned First, Last;
  };
  bool touches(const SourceSpan &S) const;

  std::map<std::string, std::vector<Change>> Files;
};

} // namespace await_tidy

#endif
