//===- Suppressions.h - Findings that the source silences ----- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The comments of clang-tidy, with its meaning: NOLINT, NOLINTNEXTLINE and
/// NOLINTBEGIN ... NOLINTEND, each alone or with globs in parentheses.
/// clang-tidy reads them itself; this is for the command and the compiler
/// plugin.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_SUPPRESSIONS_H
#define AWAIT_TIDY_FINDINGS_SUPPRESSIONS_H

#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

class SourceFiles;

class Suppressions {
public:
  explicit Suppressions(SourceFiles &Files) : Files(Files) {}

  /// Whether a comment silences \p F. The comment counts at the act, not at the
  /// notes.
  bool cover(const Finding &F);

  /// NOLINTBEGIN without NOLINTEND and the reverse, in the files asked about so
  /// far. Such a comment silences nothing.
  const std::vector<SourceSpan> &unmatched() const { return Unmatched; }

private:
  /// The globs of one comment; none: it silences every rule.
  using Globs = std::optional<std::string>;
  struct Block {
    unsigned FirstLine, LastLine;
    Globs Rules;
  };
  struct File {
    std::multimap<unsigned, Globs> Lines; ///< by the line that is silenced
    std::vector<Block> Blocks;
  };
  const File &scan(const std::string &Path);

  SourceFiles &Files;
  std::map<std::string, File> Scanned;
  std::vector<SourceSpan> Unmatched;
};

} // namespace await_tidy

#endif
