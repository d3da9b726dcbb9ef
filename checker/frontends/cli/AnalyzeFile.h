//===- AnalyzeFile.h - Parses and analyses one compilation ---- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_ANALYZEFILE_H
#define AWAIT_TIDY_FRONTENDS_CLI_ANALYZEFILE_H

#include "Analyze.h"
#include "findings/Text.h"
#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

struct CompileJob;

/// What the parser complained about.
struct ParseMessage {
  Label Kind; ///< an error, or a note on the error before it
  SourceSpan Where;
  std::string Text;
};

struct FileOutcome {
  AnalysisResult Analysis;
  std::vector<ParseMessage> Messages;
  unsigned Errors = 0;
  bool IsAnalysed = false; ///< the parser came to the end of the file
  /// CompileJob::Header is no part of what was compiled: nothing is known of
  /// it.
  bool LacksHeader = false;
  std::optional<std::string> Crash;
  double Seconds = 0; ///< processor time of parsing and analysing
};

/// A text that an editor has and the disk has not.
struct UnsavedFile {
  std::string Path; ///< absolute
  std::string Text;
  int64_t Version = 0; ///< another one with every change
};

/// What the includes at the top of one file are parsed to, kept in memory from
/// one analysis of the file to the next. It is checked against the files before
/// each use, and made anew when one of them, or the compile command, differs.
/// The findings are the same with and without. Used by one thread at a time.
class Preamble {
public:
  Preamble();
  ~Preamble();
  Preamble(Preamble &&) noexcept;
  Preamble &operator=(Preamble &&) noexcept;

  struct Data;
  std::unique_ptr<Data> Kept;
};

/// Never fails silently: either IsAnalysed without Errors, or Messages or Crash
/// say what went wrong. All paths in the outcome are absolute. Of a compilation
/// for the sake of a header, there is only what concerns it. \p Unsaved hides
/// what the disk has; \p Includes, if given, is used and kept up to date.
FileOutcome analyzeFile(const CompileJob &Job, const AnalysisOptions &Options,
                        bool BacktraceOnCrash,
                        llvm::ArrayRef<UnsavedFile> Unsaved = {},
                        Preamble *Includes = nullptr);

} // namespace await_tidy

#endif
