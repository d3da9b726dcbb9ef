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

#include "findings/Allowances.h"
#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <set>
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

  /// Notes that findings could have been in \p Where, a function.
  void lookedAt(const SourceSpan &Where) { Looked.push_back(Where); }

  /// An annotation that the analysis has applied already: for unused().
  void applied(const Allowance &A);

  struct Unused {
    SourceSpan Where; ///< the comment's word, or the annotation
    std::string Rule; ///< as it stands there
    bool Exists;      ///< false: there is no such rule
    bool Annotation;
    bool Reason; ///< false: an annotation that does not say why
  };
  /// Comments and annotations that name rules of ours which would have reported
  /// nothing there. Judged are only those on lines of functions that were
  /// looked at, and only rules of \p Ran; a comment without names is for other
  /// tools as well.
  std::vector<Unused> unused(const std::set<std::string> &Ran);

  /// NOLINTBEGIN without NOLINTEND and the reverse, in the files asked about so
  /// far. Such a comment silences nothing.
  const std::vector<SourceSpan> &unmatched() const { return Unmatched; }

private:
  /// The globs of one comment; none: it silences every rule.
  using Globs = std::optional<std::string>;
  /// The lines that one comment, or a pair of them, silences.
  struct Comment {
    SourceSpan Where;
    unsigned FirstLine, LastLine;
    Globs Rules;
    std::set<std::string> Used; ///< the rules that it silenced
    bool Annotation = false;    ///< it silenced without our help
    bool Reason = true;
  };
  struct File {
    std::vector<Comment> Comments;
    /// Of one line each, by that line.
    std::multimap<unsigned, size_t> Lines;
    std::vector<size_t> Blocks;
  };
  File &scan(const std::string &Path);

  SourceFiles &Files;
  std::map<std::string, File> Scanned;
  std::vector<SourceSpan> Unmatched, Looked;
};

} // namespace await_tidy

#endif
