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
#include "frontends/cli/Dependencies.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/MemoryBuffer.h"
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

class Interrupt;

struct FileOutcome {
  AnalysisResult Analysis;
  std::vector<ParseMessage> Messages;
  unsigned Errors = 0;
  bool IsAnalysed = false; ///< the parser came to the end of the file
  /// CompileJob::Header is no part of what was compiled: nothing is known of
  /// it.
  bool LacksHeader = false;
  /// The text was out of date: nothing else in this is to be used.
  bool IsStopped = false;
  std::optional<std::string> Crash;
  double Seconds = 0; ///< processor time of parsing and analysing
  double WallSeconds = 0;
  /// Whether the includes at the top of the file were parsed as text, parsed
  /// and kept, or taken from what was kept.
  enum { AsText, Made, Reused } Includes = AsText;
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

/// What the includes at the top of a file are parsed to, kept from one run of
/// the command to the next.
class KeptIncludes {
public:
  struct Parsed {
    std::unique_ptr<llvm::MemoryBuffer> File;
    llvm::StringRef Ast; ///< in File
    Dependencies Seen;
    std::vector<ParseMessage> Messages;
    unsigned Errors = 0;
  };
  virtual ~KeptIncludes() = default;
  /// \p Name has the compile command and the text of the includes.
  virtual std::optional<Parsed> find(llvm::StringRef Name) = 0;
  /// Whether it is worth while to make what is not there.
  virtual bool mayMake() const = 0;
  virtual void keep(llvm::StringRef Name, const Parsed &What) = 0;
};

/// For whoever keeps the outcome.
struct Recording {
  KeptIncludes *Includes = nullptr; ///< may be null
  /// All that the outcomes depend on, of each analysis that was given this.
  /// Nothing if that cannot be told.
  std::optional<Dependencies> Seen = Dependencies();
};

/// How an analysis is done, and what it can make use of.
struct AnalyzeWith {
  bool BacktraceOnCrash = false;
  /// Hide what the disk has.
  llvm::ArrayRef<UnsavedFile> Unsaved = {};
  /// Used, and kept up to date; may be null.
  Preamble *Includes = nullptr;
  /// What was read is written down here; may be null.
  Recording *Record = nullptr;
  /// Ends it before its time; of a compilation for the sake of a header, with
  /// any change. May be null.
  const Interrupt *Newer = nullptr;
  /// The process ends soon, and the system is quicker than Clang in taking back
  /// what a file was parsed to.
  bool LeaveMemory = false;
};

/// Never fails silently: either IsAnalysed without Errors, or Messages or Crash
/// say what went wrong. All paths in the outcome are absolute. Of a compilation
/// for the sake of a header, there is only what concerns it.
FileOutcome analyzeFile(const CompileJob &Job, const AnalysisOptions &Options,
                        const AnalyzeWith &With);

} // namespace await_tidy

#endif
