//===- Session.h - One run of the command over its files ------ -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_SESSION_H
#define AWAIT_TIDY_FRONTENDS_CLI_SESSION_H

#include "Analyze.h"
#include "findings/Baseline.h"
#include "findings/ChangedLines.h"
#include "findings/FindingSet.h"
#include "findings/SourceFiles.h"
#include "findings/Suppressions.h"
#include "findings/Text.h"
#include "frontends/cli/AnalysisFor.h"
#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/Cache.h"
#include "frontends/cli/CompileCommands.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Profile.h"
#include "frontends/cli/QuickLook.h"
#include "index/Index.h"
#include "output/Output.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace await_tidy {

struct CommandLine;
struct FileRun;

/// What the process ends with; the greatest of all files.
enum ExitCode {
  NoFindings = 0,
  HasFindings = 1,
  CouldNotAnalyze = 2,
  TimeIsOver = 3,   ///< --time-budget
  LacksDatabase = 4 ///< --need-database
};

/// What --results keeps of one file.
struct FileResults {
  std::string Path;
  std::string Run; ///< of encodeResults()
  bool IsEmpty = false, OutOfTime = false, LacksDatabase = false;
  std::set<std::string> Rules;              ///< those that ran
  std::map<std::string, std::string> Texts; ///< digests of what was analysed
};

class Session {
public:
  /// \p AnalysisOf has the rules and models; the rest comes from \p Options.
  /// Findings go to \p Out, everything about the run itself to \p Err.
  Session(const CommandLine &Options, AnalysisFor AnalysisOf,
          std::string CurrentDirectory, llvm::raw_ostream &Out, bool ColorOut,
          llvm::raw_ostream &Err, bool ColorErr);

  /// Findings of \p B are not reported.
  void useBaseline(Baseline B) { Known = std::move(B); }
  /// Findings are put into \p B, which has those that were there before.
  void fillBaseline(Baseline B) { Filled = std::move(B); }
  /// Only findings that \p C concerns are reported.
  void useChanges(ChangedLines C) { Changes = std::move(C); }
  /// These are read in place of what is on the disk.
  void useTexts(std::vector<UnsavedFile> T);
  /// Says on a terminal which file is being analysed.
  void showProgress() { ShowsProgress = true; }

  ExitCode run();

  /// Writes what a run would have said that came to nothing because of \p
  /// Problem: nobody may take it for a run without findings.
  void runFailed(const std::string &Problem);

private:
  llvm::Expected<const AnalysisOptions *>
  analysisFor(const std::string &Path, std::vector<std::string> &FlagsOfConfig);
  void noteRules(const std::set<std::string> &Rules);
  bool isKnown(const Finding &F);
  bool renewBaseline();
  void countGone();
  void printStatistics();
  void progress(const std::string &Path);
  std::optional<std::string> textOf(const std::string &Path) const;
  std::string whyUnreadable(const std::string &Path);
  FileRun begin(const std::string &Path);
  void openCache();
  void lookUp(FileRun &R);
  void lookQuickly(FileRun &R);
  void analyze(FileRun &R, bool EndsAfterwards);
  FileRun ready(const std::string &Path,
                llvm::function_ref<void(FileRun &)> Prepare);
  void finish(FileRun &R);
  void tellOutcome(FileRun &R);
  /// Analyses all files, each after Prepare, and gives what comes of each to
  /// Take, in their order.
  void analyzeEach(const std::vector<std::string> &Paths,
                   llvm::function_ref<void(FileRun &)> Prepare,
                   llvm::function_ref<void(FileRun &)> Take);
  void analyzeInTurn(const std::vector<std::string> &Paths,
                     llvm::function_ref<void(FileRun &)> Prepare,
                     llvm::function_ref<void(FileRun &)> Take);
  void analyzeInProcesses(const std::vector<std::string> &Paths,
                          llvm::function_ref<void(FileRun &)> Prepare,
                          llvm::function_ref<void(FileRun &)> Take);
  bool updateIndex(const std::vector<std::string> &Paths);
  void takeImports(FileRun &R);
  bool useImportsFile();
  bool summarizeOne(const std::string &Path);
  bool writeDepFile(const std::set<std::string> &Read);
  bool writeDepFile(const FileRun &R, const Dependencies &Seen);
  void keepResults(const FileRun &R);
  bool writeResults();
  bool mergeInto(FileRun &R, const FileResults &Kept);
  bool mergeResults();
  const AnalysisOptions *summarizing(const AnalysisOptions &Analysis);
  void collect(const std::string &Path, const FileFlags &Flags,
               const FileOutcome &Outcome);
  void report(const FileOutcome &Outcome);
  void sayWhatFailed(const std::string &Path, const FileFlags &Flags,
                     const FileOutcome &Outcome);
  void noteFlags(const std::string &Path, const FileFlags &Flags);
  void noteBadEncoding(const std::string &Path);
  void applyRepairs();
  void summarize();

  ExitCode analyzeAll();
  void finish(ExitCode Code);
  /// Shows a message about the run and keeps it for the report.
  void tell(const SourceSpan &Where, Label Kind, const std::string &Text,
            llvm::StringRef Rule = {});
  void say(Label Kind, const std::string &Text);
  std::string shown(llvm::StringRef Path) const;

  const std::chrono::steady_clock::time_point Start =
      std::chrono::steady_clock::now();
  const CommandLine &Options;
  AnalysisFor AnalysisOf;
  Configs Configured;
  std::map<const Config *, AnalysisOptions> Analyses;
  /// The same for making summaries.
  std::map<const AnalysisOptions *, AnalysisOptions> Summarizing;
  /// With --index, all that is known, and the numbers of files in it.
  std::unique_ptr<const ProjectIndex> Index;
  std::map<std::string, unsigned> InIndex;
  std::optional<FileImports> Imported; ///< of --imports
  std::vector<FileResults> ForMerge;   ///< of --results
  bool BuildFailed = false; ///< what is in them is not to be kept by a build
  std::string CurrentDirectory;
  llvm::raw_ostream &Out, &Err;

  std::vector<UnsavedFile> Texts;
  llvm::StringMap<size_t> TextIndex; ///< by path
  std::optional<Cache> Results;
  std::optional<QuickLook> Quick;
  SourceFiles Files;
  CompileCommands Commands;
  Suppressions Silenced;
  FindingSet Seen;
  TextOutput Findings, Messages;

  /// Notice::About of what was said.
  std::set<std::string> Noted;

  /// What the formats see of all this; its findings are Reported.
  Run Record;
  std::string CurrentFile;             ///< what messages are about
  std::set<std::string> RanEverywhere; ///< rules that ran for all files
  std::optional<Baseline> Known, Filled;
  std::optional<ChangedLines> Changes;
  /// Files that a baseline is judged by: analysed, and as a whole.
  std::set<std::string> Judged;
  std::set<std::string> LookedAtNow; ///< of the file that is being analysed
  std::vector<Finding> Unsure;       ///< below --min-confidence
  size_t FileCount = 0;
  std::pair<double, std::string> Slowest;
  bool ShowsProgress = false;
  double ParseSeconds = 0, AnalysisSeconds = 0;
  Profile Times; ///< for --profile

  std::vector<Finding> Reported;
  std::vector<Decision> Decisions;
  unsigned Analysed = 0, Coroutines = 0, Suspensions = 0;
  unsigned SilencedCount = 0, Repaired = 0;
  unsigned KnownCount = 0, GoneCount = 0, UnchangedCount = 0;
  unsigned AnalysedInPart = 0, NotAnalysed = 0; ///< the latter with these two
  unsigned OutOfTime = 0, WithoutDatabase = 0;
  unsigned WithoutParse = 0, FromCache = 0, IncludesMade = 0,
           IncludesReused = 0;
  unsigned SummariesMade = 0, SummariesKept = 0;
  bool RepairsFailed = false;
};

} // namespace await_tidy

#endif
