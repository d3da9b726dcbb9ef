//===- Output.h - What a format of the results is ---------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A format is one value in one file of this folder, which registers itself as
/// rules do. It sees a run of the command as plain data: what was found, what
/// was said about the run, and which files were analysed. Nothing that failed
/// may look like "no findings": a format writes the messages as well, in the
/// way in which its readers notice them.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_OUTPUT_OUTPUT_H
#define AWAIT_TIDY_OUTPUT_OUTPUT_H

#include "findings/Finding.h"
#include "findings/Text.h"
#include "llvm/ADT/StringRef.h"
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace await_tidy {

class SourceFiles;

/// What was said about the run itself.
struct RunMessage {
  Label Kind;
  SourceSpan Where; ///< may be invalid
  std::string File; ///< the file that was being analysed; may be empty
  std::string Text;
  std::string Rule; ///< "await-unused-suppression", else empty
};

struct RunFile {
  enum State { Whole, InPart, Not };
  std::string Path; ///< absolute
  State Analysed = Not;
  unsigned Coroutines = 0, Suspensions = 0;
  double Seconds = 0; ///< processor time; 0 unless it was asked for
};

/// One run of the command. Its paths are absolute.
struct Run {
  std::string Version;          ///< of await-tidy
  std::string CurrentDirectory; ///< where the command was started
  /// What paths are shown relative to by formats that others than people read:
  /// the top of the repository, or CurrentDirectory.
  std::string Root;
  std::set<std::string> Rules;           ///< ids of those that ran
  std::vector<Finding> Findings;         ///< sorted
  std::vector<std::string> Fingerprints; ///< of each of Findings
  std::vector<RunMessage> Messages;      ///< in the order in which they came
  std::vector<RunFile> Files;            ///< in the order of the command line
  unsigned Known = 0, Gone = 0, Unchanged = 0; ///< see --baseline
  bool HasBaseline = false; ///< the findings are the new ones
  int ExitCode = 0;

  /// Whether all was analysed as a whole.
  bool isComplete() const { return ExitCode < 2; }
};

struct OutputFormat {
  std::string_view Name;    ///< of --format
  std::string_view Summary; ///< for whom it is
  /// Writes one finding as soon as it is found. Null where the whole run is
  /// needed.
  void (*Print)(TextOutput &Out, const Finding &F) = nullptr;
  /// Writes the run when it is over. Deterministic: no time, no host.
  void (*Write)(llvm::raw_ostream &OS, const Run &R,
                SourceFiles &Files) = nullptr;
};

/// Every format linked in, sorted by name.
const std::vector<const OutputFormat *> &allFormats();

/// The format of that name, or null.
const OutputFormat *findFormat(std::string_view Name);

/// Constructed once at the end of each file of this folder.
struct RegisterFormat {
  explicit RegisterFormat(const OutputFormat &F);
};

} // namespace await_tidy

#endif
