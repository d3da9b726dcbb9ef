//===- Session.cpp - One run of the command over its files ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Session.h"
#include "Rule.h"
#include "findings/ApplyFixes.h"
#include "findings/Fingerprint.h"
#include "findings/Paths.h"
#include "findings/SnippetLine.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Git.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/Why.h"
#include "frontends/cli/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <ctime>
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static std::string count(size_t N, std::string_view What) {
  return fmt::format("{} {}{}", N, What, N == 1 ? "" : "s");
}

/// Whether at least a part was analysed. A file with errors and without a
/// single coroutine may well have had one that the parser made nothing of.
static bool hasResults(const FileOutcome &Outcome) {
  return Outcome.IsAnalysed && !Outcome.Crash &&
         (Outcome.Errors == 0 || Outcome.Analysis.Coroutines != 0 ||
          !Outcome.Analysis.Findings.empty());
}

Session::Session(const CommandLine &Options, AnalysisFor AnalysisOf,
                 std::string CurrentDirectory, raw_ostream &Out, bool ColorOut,
                 raw_ostream &Err, bool ColorErr)
    : Options(Options), AnalysisOf(std::move(AnalysisOf)),
      Configured(!Options.NoConfig, Options.ConfigFile, CurrentDirectory),
      CurrentDirectory(std::move(CurrentDirectory)), Out(Out), Err(Err),
      Files([this](const std::string &Path) { return textOf(Path); }),
      Commands(Options, this->CurrentDirectory), Silenced(Files),
      Findings(Out, Files, this->CurrentDirectory, ColorOut),
      Messages(Err, Files, this->CurrentDirectory, ColorErr) {
  Record.Version = AWAIT_TIDY_VERSION;
  Record.CurrentDirectory = this->CurrentDirectory;
  Record.Root = repositoryOf(this->CurrentDirectory);
}

void Session::useTexts(std::vector<UnsavedFile> T) {
  Texts = std::move(T);
  TextIndex.clear();
  // Of two with one name the first one holds.
  for (auto [I, F] : enumerate(Texts))
    TextIndex.try_emplace(F.Path, I);
}

std::optional<std::string> Session::textOf(const std::string &Path) const {
  if (auto It = TextIndex.find(Path); It != TextIndex.end())
    return Texts[It->second].Text;
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

/// What holds for \p Path, or why its configuration cannot be used.
Expected<const AnalysisOptions *>
Session::analysisFor(const std::string &Path,
                     std::vector<std::string> &FlagsOfConfig) {
  Expected<const Config *> C = Configured.of(Path);
  if (!C)
    return C.takeError();
  FlagsOfConfig = (*C)->ExtraArgs;
  auto [It, IsNew] = Analyses.try_emplace(*C);
  if (!IsNew)
    return &It->second;
  Expected<AnalysisOptions> A = AnalysisOf(**C);
  if (!A) {
    Analyses.erase(It);
    return A.takeError();
  }
  A->DumpEvents = Options.What == Task::DumpEvents;
  A->Explain = Options.What == Task::Why;
  A->PathsBelow = Options.isBuildAction() ? CurrentDirectory : "";
  noteRules(A->Rules);
  return &(It->second = std::move(*A));
}

/// Notes that \p Rules ran for some files.
void Session::noteRules(const std::set<std::string> &Rules) {
  if (Record.Rules.empty())
    RanEverywhere = Rules;
  else
    for (const std::string &Rule : Record.Rules)
      if (!Rules.count(Rule))
        RanEverywhere.erase(Rule);
  Record.Rules.insert(Rules.begin(), Rules.end());
}

std::string Session::shown(StringRef Path) const {
  return displayPath(Path, CurrentDirectory);
}

void Session::tell(const SourceSpan &Where, Label Kind, const std::string &Text,
                   StringRef Rule) {
  Messages.message(Where, Kind, Text, Rule);
  Record.Messages.push_back({Kind, Where, CurrentFile, Text, Rule.str()});
}

void Session::say(Label Kind, const std::string &Text) {
  Err << "await-tidy: ";
  tell({}, Kind, Text);
}

ExitCode Session::run() {
  ExitCode Code = analyzeAll();
  PhaseClock Clock;
  {
    PhaseClock::In Reporting(Clock, Times.Report);
    finish(Code);
  }
  if (Options.Profile) {
    std::chrono::duration<double> Wall =
        std::chrono::steady_clock::now() - Start;
    Times.print(Err, Wall.count());
  }
  return Code;
}

void Session::runFailed(const std::string &Problem) {
  Record.Messages.push_back({Label::Error, {}, "", Problem, ""});
  finish(CouldNotAnalyze);
}

void Session::finish(ExitCode Code) {
  if (!Options.Format->Write)
    return;
  Record.ExitCode = Code;
  Record.Findings = std::move(Reported);
  sort(Record.Findings);
  Record.HasBaseline = Known.has_value();
  Record.Known = KnownCount;
  Record.Gone = GoneCount;
  Record.Unchanged = UnchangedCount;
  Record.Fingerprints = fingerprints(Record.Findings, Files);
  Options.Format->Write(Out, Record, Files);
}

ExitCode Session::analyzeAll() {
  // The same file under two names is one file.
  std::vector<std::string> Paths;
  StringSet<> Named;
  for (const std::string &File : Options.Files) {
    std::string Path = absolutePath(File, CurrentDirectory);
    if (Named.insert(Path).second)
      Paths.push_back(std::move(Path));
  }
  if (Options.Shards > 1) {
    std::vector<std::string> Own;
    for (size_t I = Options.Shard - 1; I < Paths.size(); I += Options.Shards)
      Own.push_back(Paths[I]);
    Paths = std::move(Own);
    if (Paths.empty() && !Options.Quiet)
      say(Label::Note,
          fmt::format("there are not so many files that shard {} of {} has one",
                      Options.Shard, Options.Shards));
  }
  FileCount = Paths.size();
  openCache();
  if (!Options.IndexFolder.empty() && !updateIndex(Paths))
    return CouldNotAnalyze;
  if (!Options.ImportsFile.empty() && !useImportsFile())
    return CouldNotAnalyze;
  const bool IsForMerge = !Options.ResultsFile.empty();
  if (Options.What == Task::Merge) {
    if (!mergeResults())
      return CouldNotAnalyze;
  } else if (Options.What != Task::Summarize)
    analyzeEach(
        Paths, [&](FileRun &R) { takeImports(R); },
        [&](FileRun &R) {
          if (IsForMerge)
            keepResults(R);
          finish(R);
        });
  else if (Options.IndexFolder.empty())
    return summarizeOne(Paths.front()) ? NoFindings : CouldNotAnalyze;
  CurrentFile.clear();
  if (IsForMerge) {
    // A build takes what is there for what is right.
    const bool IsBuild = !Options.DepFile.empty();
    if (IsBuild && BuildFailed)
      return CouldNotAnalyze;
    if (!writeResults())
      return CouldNotAnalyze;
    if (IsBuild)
      return NoFindings;
  }

  // "Nothing is known" is no answer when nothing was looked at.
  if (Options.What == Task::Why && (Analysed || !Decisions.empty()))
    Out << explainLine(Decisions,
                       absolutePath(Options.WhyFile, CurrentDirectory),
                       Options.WhyLine, CurrentDirectory);
  if (Options.Fix)
    applyRepairs();
  if (Options.What == Task::Merge && !Options.DepFile.empty() &&
      !writeDepFile(Files.paths()))
    return CouldNotAnalyze;
  for (const SourceSpan &Where : Silenced.unmatched())
    tell(Where, Label::Warning,
         "this comment has no counterpart and silences nothing");
  // What was analysed in part could have had the finding.
  const bool IsReport =
      Options.What == Task::Analyze || Options.What == Task::Merge;
  if (IsReport && !IsForMerge && !NotAnalysed && !AnalysedInPart)
    for (const Suppressions::Unused &U : Silenced.unused(RanEverywhere))
      tell(U.Where, Label::Warning,
           fmt::format("{}: this {} silences nothing",
                       !U.Exists  ? fmt::format("there is no rule '{}'", U.Rule)
                       : U.Reason ? U.Rule + " has nothing to say here"
                                  : "the reason is missing",
                       U.Annotation ? "annotation" : "comment"),
           "await-unused-suppression");
  if (Results && FromCache != FileCount)
    Results->shrink(Options.CacheSize);
  countGone();
  bool IsRenewed = !Filled || renewBaseline();
  Out.flush();
  if (!Options.Quiet && IsReport && !IsForMerge)
    summarize();
  if (Options.Statistics)
    printStatistics();

  if (WithoutDatabase)
    return LacksDatabase;
  if (OutOfTime)
    return TimeIsOver;
  if (NotAnalysed || AnalysedInPart || RepairsFailed || !IsRenewed)
    return CouldNotAnalyze;
  if (Filled)
    return NoFindings;
  return Reported.size() > Repaired ? HasFindings : NoFindings;
}

/// All that is done for \p Path before it is analysed, and perhaps instead.
FileRun Session::ready(const std::string &Path,
                       function_ref<void(FileRun &)> Prepare) {
  Spent Time;
  FileRun R;
  {
    PhaseClock Clock;
    PhaseClock::In LookUp(Clock, Time);
    R = begin(Path);
    Prepare(R);
    lookUp(R);
  }
  R.LookUp = Time;
  return R;
}

void Session::analyzeInTurn(const std::vector<std::string> &Paths,
                            function_ref<void(FileRun &)> Prepare,
                            function_ref<void(FileRun &)> Take) {
  for (const std::string &Path : Paths) {
    FileRun R = ready(Path, Prepare);
    progress(Path);
    // With an index, all files are parsed more than once.
    analyze(R, /*EndsAfterwards=*/&Path == &Paths.back() &&
                   Options.IndexFolder.empty());
    Take(R);
  }
}

/// With the same output as in turn: what comes early is kept until it is its
/// turn.
void Session::analyzeInProcesses(const std::vector<std::string> &Paths,
                                 function_ref<void(FileRun &)> Prepare,
                                 function_ref<void(FileRun &)> Take) {
  std::optional<Workers::TimePoint> End;
  if (Options.TimeBudget)
    End = Start + std::chrono::seconds(Options.TimeBudget);
  auto IsOver = [&] { return End && std::chrono::steady_clock::now() >= *End; };
  // What takes longest is begun first, so that nobody waits for it alone.
  std::vector<FileRun> Runs(Paths.size());
  std::vector<size_t> Order;
  for (size_t I = 0; I != Paths.size() && !IsOver(); ++I) {
    Runs[I] = ready(Paths[I], Prepare);
    if (Runs[I].Problem.empty() && !Runs[I].IsEmpty && !Runs[I].IsKnown &&
        !Runs[I].IsQuick)
      Order.push_back(I);
  }
  if (Options.Jobs > 1)
    sort(Order, [&](size_t A, size_t B) {
      return std::pair(-Runs[A].ExpectedSeconds, A) <
             std::pair(-Runs[B].ExpectedSeconds, B);
    });
  std::vector<size_t> Place(Paths.size(), Paths.size());
  for (size_t K = 0; K != Order.size(); ++K)
    Place[Order[K]] = K;
  Workers All(Order.size(), Options.Jobs, End, [&](size_t K) -> Workers::Work {
    return [&R = Runs[Order[K]], this] {
      analyze(R, /*EndsAfterwards=*/true);
      return encodeResults(R);
    };
  });
  for (size_t I = 0; I != Paths.size(); ++I) {
    progress(Paths[I]);
    Workers::Result Result;
    if (Place[I] != Paths.size())
      Result = All.wait(Place[I]);
    else if (Runs[I].Path.empty()) // its turn had not come
      Result.How = Workers::Result::OutOfTime;
    FileRun &R = Runs[I];
    switch (Result.How) {
    case Workers::Result::Nothing:
      break;
    case Workers::Result::OutOfTime:
      R.Path = Paths[I];
      R.OutOfTime = true;
      R.Problem = fmt::format(
          "'{}' was not analysed: the time of --time-budget ({} s) is over",
          shown(R.Path), Options.TimeBudget);
      break;
    case Workers::Result::Done:
      if (decodeResults(Result.Text, R))
        break;
      Result.Text = "its results are incomplete";
      [[fallthrough]];
    case Workers::Result::Died:
      R.Outcomes.clear();
      R.Outcomes.emplace_back().Crash = Result.Text;
    }
    Take(R);
    R = FileRun();
  }
}

void Session::analyzeEach(const std::vector<std::string> &Paths,
                          function_ref<void(FileRun &)> Prepare,
                          function_ref<void(FileRun &)> Take) {
  // Who is told each use of a model sits in this process.
  if (Options.What == Task::UsedModels ||
      (Options.Jobs == 1 && !Options.TimeBudget))
    analyzeInTurn(Paths, Prepare, Take);
  else
    analyzeInProcesses(Paths, Prepare, Take);
}

/// Why \p Path is no file that can be read; empty when it is one.
std::string Session::whyUnreadable(const std::string &Path) {
  if (TextIndex.contains(Path))
    return "";
  sys::fs::file_status Status;
  std::error_code EC = sys::fs::status(Path, Status);
  if (!EC && Status.type() == sys::fs::file_type::directory_file)
    return fmt::format("'{}' is a directory; name the source files in it",
                       shown(Path));
  // Reading a pipe would wait for ever for somebody to write to it.
  if (!EC && Status.type() != sys::fs::file_type::regular_file)
    return fmt::format("'{}' is not a regular file", shown(Path));
  if (!EC && !Files.text(Path))
    EC = MemoryBuffer::getFile(Path).getError();
  if (EC)
    return EC == std::errc::no_such_file_or_directory
               ? fmt::format("there is no file '{}'", shown(Path))
               : fmt::format("cannot read '{}': {}", shown(Path), EC.message());
  return "";
}

/// All that is needed to analyse \p Path. Says nothing: it is not its turn.
FileRun Session::begin(const std::string &Path) {
  FileRun R;
  R.Path = Path;
  R.Problem = whyUnreadable(Path);
  if (!R.Problem.empty())
    return R;
  R.IsEmpty = Files.text(Path)->empty();
  if (R.IsEmpty)
    return R;
  Expected<const AnalysisOptions *> Analysis =
      analysisFor(Path, R.FlagsOfConfig);
  if (!Analysis) {
    R.Problem = toString(Analysis.takeError());
    return R;
  }
  R.Analysis = *Analysis;
  Expected<FileFlags> Flags = Commands.flagsFor(Path, R.FlagsOfConfig);
  if (!Flags) {
    Error E = Flags.takeError();
    R.LacksDatabase = Options.NeedDatabase && E.isA<NoDatabase>();
    R.Problem = toString(std::move(E));
    return R;
  }
  R.Flags = std::move(*Flags);
  return R;
}

/// The cache is a help, and no help is no error.
void Session::openCache() {
  if (Options.What != Task::Analyze && Options.What != Task::Summarize)
    return;
  // What was not read this time is not in a cache.
  if (!Options.DepFile.empty())
    return;
  std::string Folder = cacheFolder(Options, CurrentDirectory);
  if (Folder.empty())
    return;
  Expected<Cache> Opened = Cache::open(Folder, Texts);
  if (Opened)
    Results.emplace(std::move(*Opened));
  else if (std::string Why = toString(Opened.takeError()); !Options.Quiet)
    say(Label::Note, Why);
}

/// Takes what is known of \p R from earlier runs.
void Session::lookUp(FileRun &R) {
  if (!R.Problem.empty() || R.IsEmpty)
    return;
  // As good a guess as any: most of a file's time is that of its includes.
  R.ExpectedSeconds = 1 + Files.text(R.Path)->size() * 1e-6;
  if (!Results)
    return lookQuickly(R);
  if (R.Imports)
    R.ImportsDigest = digestText(R.Imports());
  R.CacheName = Results->nameOf(R);
  Cache::Entry Found = Results->find(R.CacheName, R.Path);
  if (Found.Seconds > 0)
    R.ExpectedSeconds = Found.Seconds;
  R.IsEdited = Found.IsEdited;
  FileRun Known = R;
  if (!Found.Holds || !decodeResults(Found.Results, Known))
    return lookQuickly(R);
  std::vector<CompileJob> Jobs = std::move(R.Flags.Jobs);
  R = std::move(Known);
  R.Flags.Jobs = std::move(Jobs);
  R.IsKnown = true;
  // This run has spent no time on it.
  for (FileOutcome &O : R.Outcomes) {
    O.Seconds = O.Analysis.Seconds = 0;
    O.Includes = FileOutcome::AsText;
  }
}

/// Gives \p R its outcome if its words say that nothing can be found.
void Session::lookQuickly(FileRun &R) {
  // Other files may want to know what this one does, or say what it calls.
  if (Options.NoShortcut || Options.What != Task::Analyze ||
      R.Analysis->Summarize || R.Imports || !Options.DepFile.empty())
    return;
  if (!Quick)
    Quick.emplace(Texts);
  std::vector<FileOutcome> Outcomes;
  for (const CompileJob &Job : R.Flags.Jobs) {
    std::clock_t Begin = std::clock();
    QuickLook::Verdict V = Quick->look(Job, R.Path);
    if (!V.Doubt.empty()) {
      R.Doubt = std::move(V.Doubt);
      return;
    }
    FileOutcome &O = Outcomes.emplace_back();
    O.IsAnalysed = true;
    O.Seconds = double(std::clock() - Begin) / CLOCKS_PER_SEC;
    for (const std::string &File : V.Files) {
      SourceSpan Whole;
      Whole.File = absolutePath(File, CurrentDirectory);
      Whole.Line = Whole.EndLine = 1;
      O.Analysis.LookedAt.push_back(Whole);
    }
  }
  R.Outcomes = std::move(Outcomes);
  R.IsQuick = true;
}

/// Fills the outcomes of \p R. \p EndsAfterwards: it is the last file that
/// this process parses.
void Session::analyze(FileRun &R, bool EndsAfterwards) {
  if (!R.Problem.empty() || R.IsEmpty || R.IsKnown || R.IsQuick)
    return;
  int64_t Begin = Cache::now();
  Recording Record;
  std::unique_ptr<KeptIncludes> Includes;
  const bool IsRecorded = !R.CacheName.empty() || !Options.DepFile.empty();
  if (!R.CacheName.empty()) {
    // Whoever has changed a file, or is about to commit it, will do so again.
    bool IsWorthwhile = R.IsEdited || Options.Staged || Options.CacheIncludes;
    Includes = Results->includes(IsWorthwhile, Begin);
    Record.Includes = Includes.get();
  }
  AnalysisOptions Analysis = *R.Analysis;
  if (R.Imports) {
    auto Others = std::make_shared<ProjectIndex>();
    if (Expected<unsigned> E = Others->add(R.Imports()); !E) {
      R.Problem = toString(E.takeError());
      return;
    }
    Analysis.Others = std::move(Others);
  }
  auto Compile = [&] {
    R.Outcomes.clear();
    for (const CompileJob &Job : R.Flags.Jobs)
      R.Outcomes.push_back(
          analyzeFile(Job, Analysis,
                      {.BacktraceOnCrash = Options.Backtrace,
                       .Unsaved = Texts,
                       .Record = IsRecorded ? &Record : nullptr,
                       .LeaveMemory = EndsAfterwards}));
  };
  auto TellDependencies = [&] {
    if (Options.DepFile.empty())
      return;
    if (!Record.Seen)
      R.Problem = fmt::format("a file that '{}' includes has changed while it "
                              "was read; try again",
                              shown(R.Path));
    else if (!writeDepFile(R, *Record.Seen))
      R.Problem = fmt::format("cannot write '{}'", Options.DepFile);
  };
  Compile();
  if (none_of(R.Outcomes, [](const FileOutcome &O) { return O.LacksHeader; })) {
    double Seconds = 0;
    bool IsWhole = true;
    for (const FileOutcome &O : R.Outcomes) {
      IsWhole &= O.IsAnalysed && !O.Crash;
      Seconds += O.Seconds;
    }
    TellDependencies();
    if (Includes && IsWhole && Record.Seen)
      Results->keep(R.CacheName, encodeResults(R), Seconds,
                    std::move(*Record.Seen), Begin);
    return;
  }
  // Another header of that name, or a branch that is not compiled.
  Expected<FileFlags> Flags =
      Commands.flagsFor(R.Path, R.FlagsOfConfig, /*Alone=*/true);
  if (!Flags) {
    R.Problem = toString(Flags.takeError());
    return;
  }
  R.Flags = std::move(*Flags);
  Compile();
  TellDependencies();
}

/// Says and counts what came of \p R.
void Session::finish(FileRun &R) {
  if (!Options.Profile)
    return tellOutcome(R);
  Profile::File Row;
  Row.Name = shown(R.Path);
  Row.LookUp = R.LookUp;
  if (!R.IsQuick && !R.IsKnown)
    for (const FileOutcome &O : R.Outcomes) {
      const PhaseTimes &T = O.Analysis.Times;
      Row.Parse += {O.WallSeconds, O.Seconds};
      for (const Spent &S : {T.Lower, T.Solve, T.Rules})
        Row.Parse -= S;
      Row.Lower += T.Lower;
      Row.Solve += T.Solve;
      Row.Rules += T.Rules;
    }
  {
    PhaseClock Clock;
    PhaseClock::In Output(Clock, Row.Output);
    tellOutcome(R);
  }
  Times.Files.push_back(std::move(Row));
}

void Session::tellOutcome(FileRun &R) {
  const std::string &Path = R.Path;
  CurrentFile = Path;
  Record.Files.push_back({Path});
  RunFile &File = Record.Files.back();
  progress("");
  // In the order in which things happened, also when both go to one file.
  auto Flush = make_scope_exit([&] { Out.flush(); });
  if (R.IsEmpty) {
    say(Label::Note,
        fmt::format("'{}' is empty: there is nothing to analyse", shown(Path)));
    ++Analysed;
    File.Analysed = RunFile::Whole;
    Judged.insert(Path);
    return;
  }
  if (!R.Problem.empty()) {
    say(Label::Error, R.Problem);
    ++NotAnalysed;
    OutOfTime += R.OutOfTime;
    WithoutDatabase += R.LacksDatabase;
    return;
  }
  noteBadEncoding(Path);
  noteFlags(Path, R.Flags);

  unsigned MostCoroutines = 0, MostSuspensions = 0;
  bool IsAnalysed = true, IsWhole = true;
  for (const FileOutcome &Outcome : R.Outcomes) {
    IncludesMade += Outcome.Includes == FileOutcome::Made;
    IncludesReused += Outcome.Includes == FileOutcome::Reused;
    AnalysisSeconds += Outcome.Analysis.Seconds;
    ParseSeconds += Outcome.Seconds - Outcome.Analysis.Seconds;
    Slowest = std::max(Slowest, {Outcome.Seconds, Path});
    // A file that is compiled twice is still one file with these coroutines.
    MostCoroutines = std::max(MostCoroutines, Outcome.Analysis.Coroutines);
    MostSuspensions = std::max(MostSuspensions, Outcome.Analysis.Suspensions);
    IsAnalysed &= hasResults(Outcome);
    IsWhole &= Outcome.Errors == 0 &&
               none_of(Outcome.Analysis.Notices,
                       [](const Notice &N) { return N.LeftOut; });
    collect(Path, R.Flags, Outcome);
    if (Options.Time)
      File.Seconds += Outcome.Seconds;
  }
  if (Options.Time && !R.Doubt.empty())
    say(Label::Note,
        fmt::format("{}: parsed, because of {}", shown(Path), R.Doubt));
  FromCache += R.IsKnown;
  WithoutParse += R.IsQuick;
  ++(IsAnalysed ? Analysed : NotAnalysed);
  AnalysedInPart += IsAnalysed && !IsWhole;
  File.Analysed = !IsAnalysed ? RunFile::Not
                  : IsWhole   ? RunFile::Whole
                              : RunFile::InPart;
  if (IsAnalysed && IsWhole) {
    Judged.insert(Path);
    Judged.insert(LookedAtNow.begin(), LookedAtNow.end());
  }
  LookedAtNow.clear();
  File.Coroutines = MostCoroutines;
  File.Suspensions = MostSuspensions;
  Coroutines += MostCoroutines;
  Suspensions += MostSuspensions;
}

void Session::collect(const std::string &Path, const FileFlags &Flags,
                      const FileOutcome &Outcome) {
  for (const ParseMessage &M : Outcome.Messages)
    if (M.Where.isValid())
      tell(M.Where, M.Kind, M.Text);
    else
      say(M.Kind, M.Text);
  if (Outcome.Errors || Outcome.Crash)
    sayWhatFailed(Path, Flags, Outcome);
  for (const Notice &N : Outcome.Analysis.Notices)
    if (N.LeftOut)
      tell(N.Where, Label::Warning, N.Text);
    else if (!Options.Quiet && Noted.insert(N.About).second)
      tell(N.Where, Label::Note, N.Text);
  if (Options.Time)
    say(Label::Note,
        fmt::format("{}: {:.3f} s, of which the analysis took {:.5f} s",
                    shown(Path), Outcome.Seconds, Outcome.Analysis.Seconds));
  switch (Options.What) {
  case Task::DumpEvents:
    Out << Outcome.Analysis.EventDump;
    return;
  case Task::UsedModels:
  case Task::Summarize:
    return;
  case Task::Why:
    append_range(Decisions, Outcome.Analysis.Decisions);
    return;
  default:
    report(Outcome);
  }
}

void Session::report(const FileOutcome &Outcome) {
  if (!Options.ResultsFile.empty())
    return;
  for (const SourceSpan &Where : Outcome.Analysis.LookedAt) {
    Silenced.lookedAt(Where);
    LookedAtNow.insert(Where.File);
  }
  for (const Allowance &A : Outcome.Analysis.Allowances)
    Silenced.applied(A);
  for (const Finding &F : Outcome.Analysis.Unsure) {
    Silenced.cover(F);
    if (Known)
      Unsure.push_back(F);
  }
  for (Finding &F : Seen.addNew(Outcome.Analysis.Findings)) {
    if (Silenced.cover(F)) {
      ++SilencedCount;
      continue;
    }
    if (Filled) {
      Reported.push_back(std::move(F));
      continue;
    }
    if (isKnown(F)) {
      ++KnownCount;
      continue;
    }
    if (Changes && !Changes->concern(F)) {
      ++UnchangedCount;
      continue;
    }
    if (Options.Format->Print)
      Options.Format->Print(Findings, F);
    // What the parser did not understand it may have understood wrongly.
    if (Outcome.Errors)
      F.Fixes.clear();
    Reported.push_back(std::move(F));
  }
}

bool Session::isKnown(const Finding &F) {
  return Known &&
         Known->take(fingerprint(F, Files),
                     displayPath(F.Where.File, Record.Root),
                     [&](const std::string &Path) {
                       return sys::fs::exists(absolutePath(Path, Record.Root));
                     });
}

/// Of what the baseline has, counts what was looked for and is gone.
void Session::countGone() {
  if (!Known)
    return;
  // What is below --min-confidence today is still there.
  for (const Finding &F : Seen.addNew(std::move(Unsure)))
    isKnown(F);
  for (const Baseline::Entry &E : Known->entries()) {
    std::string Path = absolutePath(E.Path, Record.Root);
    bool IsJudged = Judged.count(Path) || !sys::fs::exists(Path);
    // A rule that is gone finds nothing any more.
    bool Ran = RanEverywhere.count(E.Rule) || !findRule(E.Rule);
    GoneCount += !E.Found && IsJudged && Ran;
  }
}

/// Writes the file of --write-baseline: what is there now, and what was there
/// of files that nobody looked at.
bool Session::renewBaseline() {
  Baseline New;
  for (const Finding &F : Reported)
    New.add({displayPath(F.Where.File, Record.Root), F.Rule,
             fingerprint(F, Files)});
  StringSet<> WithFindings;
  for (const Finding &F : Reported)
    WithFindings.insert(F.Where.File);
  for (const Baseline::Entry &E : Filled->entries()) {
    std::string Path = absolutePath(E.Path, Record.Root);
    if (!Judged.count(Path) && sys::fs::exists(Path) &&
        !WithFindings.contains(Path))
      New.add(E);
  }
  Error E = writeToOutput(Options.NewBaselineFile, [&](raw_ostream &OS) {
    OS << New.text();
    return Error::success();
  });
  if (E) {
    say(Label::Error,
        fmt::format("cannot write '{}': {}", Options.NewBaselineFile,
                    toString(std::move(E))));
    return false;
  }
  if (!Options.Quiet)
    say(Label::Note, fmt::format("'{}' has {} now", Options.NewBaselineFile,
                                 count(New.entries().size(), "finding")));
  return true;
}

void Session::progress(const std::string &Path) {
  if (!ShowsProgress || FileCount < 2)
    return;
  // To the begin of the line, and clear it: what follows is written over it.
  Err << "\r\033[K";
  if (!Path.empty())
    Err << fmt::format("[{}/{}] {}", Record.Files.size() + 1, FileCount,
                       SnippetLine(shown(Path), 0).text().substr(0, 60));
  Err.flush();
}

void Session::printStatistics() {
  std::map<std::string, unsigned> ByRule;
  size_t Widest = 0;
  for (const Finding &F : Reported) {
    ++ByRule[F.Rule];
    Widest = std::max(Widest, F.Rule.size());
  }
  Err << "Statistics\n";
  for (const auto &[Rule, Number] : ByRule)
    Err << fmt::format("  {:<{}}  {}\n", Rule, Widest, Number);
  unsigned Whole = Analysed - AnalysedInPart;
  Err << fmt::format("  files: {} analysed, {} in part, {} not\n", Whole,
                     AnalysedInPart, NotAnalysed);
  Err << fmt::format("  {}, {}\n", count(Coroutines, "coroutine"),
                     count(Suspensions, "suspension point"));
  Err << fmt::format("  not reported: {} silenced, {} known, {} unchanged\n",
                     SilencedCount, KnownCount, UnchangedCount);
  Err << fmt::format("  time: {:.3f} s to parse, {:.3f} s to analyse\n",
                     ParseSeconds, AnalysisSeconds);
  Err << fmt::format("  decided without a parse: {}\n",
                     count(WithoutParse, "file"));
  if (!Options.IndexFolder.empty())
    Err << fmt::format("  summaries: {} made, {} from the cache\n",
                       SummariesMade, SummariesKept);
  if (Results)
    Err << fmt::format("  cache: {} of {}; precompiled includes: {} made, {} "
                       "reused\n",
                       FromCache, count(FileCount, "file"), IncludesMade,
                       IncludesReused);
  if (!Slowest.second.empty())
    Err << fmt::format("  slowest: {}, {:.3f} s\n", shown(Slowest.second),
                       Slowest.first);
}

void Session::sayWhatFailed(const std::string &Path, const FileFlags &Flags,
                            const FileOutcome &Outcome) {
  if (Outcome.Crash) {
    say(Label::Error,
        fmt::format("internal error while analysing '{}' ({}); please report "
                    "it, with the file and what --backtrace shows",
                    shown(Path), *Outcome.Crash));
    return;
  }
  if (!Outcome.IsAnalysed) {
    say(Label::Error, fmt::format("cannot analyse '{}'", shown(Path)));
    return;
  }
  std::string Text = fmt::format("'{}' does not parse ({})", shown(Path),
                                 count(Outcome.Errors, "error"));
  Text += hasResults(Outcome)
              ? fmt::format("; analysed in spite of that: {}",
                            count(Outcome.Analysis.Coroutines, "coroutine"))
              : "; nothing in it could be analysed";
  say(Label::Error, Text);
  switch (Flags.Origin) {
  case FlagsFrom::Guess:
    say(Label::Note,
        "there is no compile_commands.json in the folders above it: let CMake "
        "write one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON and name its folder "
        "with -p, or give the compiler's flags after '--'");
    return;
  case FlagsFrom::Neighbour:
    say(Label::Note,
        fmt::format("it is not in '{}'; give its flags after '--' if those of "
                    "'{}' do not fit",
                    shown(Flags.Database), shown(Flags.Neighbour)));
    return;
  case FlagsFrom::Includer:
    say(Label::Note, fmt::format("it was compiled with '{}', which includes it",
                                 shown(Flags.Neighbour)));
    return;
  case FlagsFrom::CommandLine:
  case FlagsFrom::Database:
    return;
  }
}

void Session::noteFlags(const std::string &Path, const FileFlags &Flags) {
  if (Options.Quiet)
    return;
  if (Flags.Origin == FlagsFrom::Guess)
    say(Label::Note,
        fmt::format("no compile_commands.json for '{}': it is analysed without "
                    "flags, C++ as C++20",
                    shown(Path)));
  // In a database they are those of another compiler, as expected.
  if (Flags.Origin == FlagsFrom::CommandLine)
    for (const std::string &Flag : Flags.Unknown)
      say(Label::Note,
          fmt::format("Clang does not know '{}'; it is left out", Flag));
  if (Flags.Origin == FlagsFrom::Includer)
    say(Label::Note, fmt::format("'{}' is analysed as a part of '{}'",
                                 shown(Path), shown(Flags.Neighbour)));
  if (Flags.Origin == FlagsFrom::Neighbour)
    say(Label::Note,
        fmt::format("'{}' is not in '{}': using the flags of '{}'", shown(Path),
                    shown(Flags.Database), shown(Flags.Neighbour)));
}

/// Bytes that are no UTF-8 are allowed in comments; elsewhere the parser will
/// complain, in words that do not name the cause.
void Session::noteBadEncoding(const std::string &Path) {
  StringRef Text = *Files.text(Path);
  const UTF8 *At = Text.bytes_begin();
  if (isLegalUTF8String(&At, Text.bytes_end()))
    return;
  StringRef Before = Text.take_front(At - Text.bytes_begin());
  SourceSpan Where;
  Where.File = Path;
  Where.Line = Where.EndLine = Before.count('\n') + 1;
  Where.Column = Before.size() - (Before.rfind('\n') + 1) + 1;
  Where.EndColumn = Where.Column + 1;
  Where.Offset = Before.size();
  Where.EndOffset = Where.Offset + 1;
  tell(Where, Label::Warning, "the file is not valid UTF-8 from here on");
}

void Session::applyRepairs() {
  FixOutcome Outcome = applyFixes(Reported, Files);
  for (const auto &[Path, Number] : Outcome.Repaired) {
    Repaired += Number;
    if (!Options.Quiet)
      say(Label::Note, fmt::format("repaired {} in '{}'",
                                   count(Number, "finding"), shown(Path)));
  }
  for (const std::string &Text : Outcome.Errors)
    say(Label::Error, Text);
  RepairsFailed = !Outcome.Errors.empty();
  for (const Finding *F : Outcome.LeftOut)
    if (Outcome.Errors.empty())
      tell(F->Where, Label::Note,
           "not repaired: it overlaps another repair; run --fix "
           "once more");
}

void Session::summarize() {
  std::string Text = "nothing was analysed";
  if (Analysed)
    Text = fmt::format("{} in {} ({}, {})",
                       Reported.empty() ? "no findings"
                                        : count(Reported.size(), "finding"),
                       count(Analysed, "file"), count(Coroutines, "coroutine"),
                       count(Suspensions, "suspension point"));
  if (Repaired)
    Text += fmt::format("; {} repaired", Repaired);
  if (KnownCount)
    Text += fmt::format("; {} known from the baseline", KnownCount);
  if (GoneCount)
    Text += fmt::format("; {} of the baseline no longer found", GoneCount);
  if (UnchangedCount)
    Text += fmt::format("; {} in unchanged lines", UnchangedCount);
  if (SilencedCount)
    Text += fmt::format("; {} silenced by NOLINT", SilencedCount);
  if (AnalysedInPart)
    Text += fmt::format("; {} analysed only in part",
                        count(AnalysedInPart, "file"));
  if (NotAnalysed)
    Text += fmt::format("; {} not analysed", count(NotAnalysed, "file"));
  if (OutOfTime)
    Text += fmt::format(" ({} because the time was over: give it more, or more "
                        "processes with -j)",
                        OutOfTime);
  Err << Text << '\n';
}

} // namespace await_tidy
