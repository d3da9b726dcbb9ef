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
  std::optional<std::string> Crash;
  double Seconds = 0; ///< processor time of parsing and analysing
};

/// Never fails silently: either IsAnalysed without Errors, or Messages or Crash
/// say what went wrong. All paths in the outcome are absolute.
FileOutcome analyzeFile(const CompileJob &Job, const AnalysisOptions &Options,
                        bool BacktraceOnCrash);

} // namespace await_tidy

#endif
