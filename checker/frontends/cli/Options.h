//===- Options.h - The command line of await-tidy ------------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_OPTIONS_H
#define AWAIT_TIDY_FRONTENDS_CLI_OPTIONS_H

#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

struct OutputFormat;

enum class ColorMode { Auto, Always, Never };

/// What the command is asked to do.
enum class Task {
  Analyze,
  Demo,       ///< `demo`
  Why,        ///< --why
  DumpEvents, ///< --dump-events
  ListRules,
  DumpModels, ///< --dump-models
  UsedModels, ///< --used-models
  Summarize,  ///< --summarize
  Link,       ///< --link
  Merge,      ///< --merge
  EmitNinja,  ///< --emit-ninja
  VerifyConfig,
  DumpConfig,
  ExplainRule,
  WriteRuleDocs,
  Help,
  Version
};

struct CommandLine {
  CommandLine();

  Task What = Task::Analyze;
  std::vector<std::string> Files;
  /// The compiler's flags after `--`; nothing when there is no `--`.
  std::optional<std::vector<std::string>> Flags;
  std::string BuildDirectory; ///< -p
  std::vector<std::string> ExtraArgs;
  std::string ResourceDirectory;

  std::string Checks;
  std::vector<std::string> Models; ///< files with models, the first has the say
  std::optional<Confidence> MinConfidence;
  const OutputFormat *Format; ///< never null
  std::string OutputFile;     ///< empty: the standard output
  std::string BaselineFile, NewBaselineFile;
  std::string ChangedSince; ///< a revision; empty: everything counts
  bool Staged = false;
  unsigned Jobs = 1;              ///< how many files at once; never 0
  unsigned TimeBudget = 0;        ///< in seconds; 0: no end
  unsigned Shard = 1, Shards = 1; ///< the files I, I + N, I + 2 N, ...
  bool NeedDatabase = false;
  std::string IndexFolder; ///< empty: each file by itself
  unsigned Rounds = 4;     ///< so often a file can be summarized
  // Of build actions.
  bool Link = false;          ///< --link
  bool LinkSummaries = false; ///< ... for another round of --summarize
  std::string ImportsFile, ResultsFile, DepFile;
  std::string NinjaFile;        ///< "-": the standard output
  std::optional<bool> UseCache; ///< --cache, --no-cache
  bool NoShortcut = false;      ///< parse also what can have no findings
  bool CacheIncludes = false;
  std::string CacheFolder;                ///< of --cache; empty: the usual one
  uint64_t CacheSize = uint64_t(2) << 30; ///< in bytes
  std::string ConfigFile;                 ///< empty: the nearest .await-tidy
  bool NoConfig = false, Statistics = false, Profile = false;
  ColorMode Color = ColorMode::Auto;
  bool Fast = false; ///< no pauses in the demo
  bool Fix = false, Quiet = false, Time = false, Backtrace = false;

  /// What it was parsed from, up to `--`.
  std::vector<std::string> Words;

  /// Whether what it writes is for others, who can have another folder.
  bool isBuildAction() const {
    return IndexFolder.empty() &&
           (!ImportsFile.empty() || !ResultsFile.empty() ||
            (What == Task::Summarize && !OutputFile.empty()));
  }

  std::string Argument; ///< of --explain and --write-rule-docs
  std::string WhyFile;
  unsigned WhyLine = 0;
};

/// Parses what follows the program's name.
llvm::Expected<CommandLine>
parseCommandLine(llvm::ArrayRef<llvm::StringRef> Args);

/// The text of --help.
std::string helpText();

} // namespace await_tidy

#endif
