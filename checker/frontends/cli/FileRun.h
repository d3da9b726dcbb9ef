//===- FileRun.h - What is done for one file, and its outcome ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_FILERUN_H
#define AWAIT_TIDY_FRONTENDS_CLI_FILERUN_H

#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/CompileCommands.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <string>
#include <vector>

namespace await_tidy {

struct FileRun {
  std::string Path; ///< absolute
  /// Why there is no outcome; else empty.
  std::string Problem;
  bool LacksDatabase = false;                ///< that is the problem
  bool OutOfTime = false;                    ///< nothing, or not all, was done
  bool IsEmpty = false;                      ///< there is nothing to do
  const AnalysisOptions *Analysis = nullptr; ///< null with a problem
  std::vector<std::string> FlagsOfConfig;
  /// Makes what its analysis is told of other files (index/Index.h); empty: it
  /// is told nothing.
  std::function<std::string()> Imports;
  std::string ImportsDigest; ///< of that, with a cache
  FileFlags Flags;
  std::vector<FileOutcome> Outcomes; ///< of each of Flags.Jobs
  Spent LookUp;                      ///< before it was analysed
  // With a cache.
  std::string CacheName;      ///< empty: its outcome is not kept
  bool IsKnown = false;       ///< the outcome is that of an earlier run
  bool IsQuick = false;       ///< ... is there without a parse
  std::string Doubt;          ///< why it was parsed all the same
  bool IsEdited = false;      ///< only its own text has changed since then
  double ExpectedSeconds = 0; ///< of an earlier run, or a guess
};

// For Encoding.h.
template <class A> void fields(A &Each, SourceSpan &S) {
  auto &[File, Line, Column, Offset, EndLine, EndColumn, EndOffset, RawBegin,
         RawEnd] = S;
  Each(File, Line, Column, Offset, EndLine, EndColumn, EndOffset, RawBegin,
       RawEnd);
}

template <class A> void fields(A &Each, ParseMessage &M) {
  auto &[Kind, Where, Text] = M;
  Each(Kind, Where, Text);
}

/// What an analysis adds to \p R, as bytes for a process of this program.
std::string encodeResults(const FileRun &R);

/// Whether \p R was not analysed, or not without errors.
bool hasFailed(const FileRun &R);

/// Changes the name of each file in the outcomes of \p R.
void mapPaths(FileRun &R,
              llvm::function_ref<std::string(llvm::StringRef Path)> To);

/// Puts that into \p R. False when they are not those of encodeResults().
bool decodeResults(llvm::StringRef Bytes, FileRun &R);

} // namespace await_tidy

#endif
