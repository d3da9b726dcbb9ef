//===- main.cpp - The await-tidy command ----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Rule.h"
#include "findings/Baseline.h"
#include "findings/Paths.h"
#include "findings/RuleDoc.h"
#include "findings/RuleSelection.h"
#include "frontends/cli/AnalysisFor.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Demo.h"
#include "frontends/cli/EmitNinja.h"
#include "frontends/cli/Git.h"
#include "frontends/cli/Link.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/Session.h"
#include "models/Model.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <fmt/format.h>
#include <set>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace llvm;
using namespace await_tidy;

static ExitCode fail(const std::string &Text) {
  errs() << "await-tidy: error: " << Text << '\n';
  return CouldNotAnalyze;
}

static bool wantsColor(ColorMode Mode, bool IsTerminal) {
  if (Mode != ColorMode::Auto)
    return Mode == ColorMode::Always;
  // The convention of no-color.org.
  const char *NoColor = std::getenv("NO_COLOR");
  return IsTerminal && !(NoColor && *NoColor);
}

static ExitCode listRules() {
  size_t Widest = 0;
  for (const Rule *R : allRules())
    Widest = std::max(Widest, R->Id.size());
  for (const Rule *R : allRules())
    outs() << fmt::format("{:<{}}  {}{}\n", R->Id, Widest, R->Summary,
                          R->OnByDefault ? "" : " (off by default)");
  return NoFindings;
}

static ExitCode explainRule(StringRef Id) {
  Expected<const Rule *> R = lookUpRule(Id);
  if (!R)
    return fail(toString(R.takeError()));
  outs() << ruleDocumentation(**R);
  return NoFindings;
}

static ExitCode writeRuleDocs(StringRef Directory) {
  Expected<std::vector<std::string>> Written =
      writeRuleDocumentation(Directory);
  if (!Written)
    return fail(toString(Written.takeError()));
  errs() << fmt::format("wrote {} pages to '{}'\n", Written->size(),
                        Directory.str());
  return NoFindings;
}

static ExitCode dumpModels(const CommandLine &Options) {
  Expected<ModelSet> Models = ModelSet::withFiles(Options.Models);
  if (!Models)
    return fail(toString(Models.takeError()));
  outs() << Models->text();
  return NoFindings;
}

/// What has to be right before a file is analysed: that of the command line,
/// the baselines, the changes.
static Error prepare(Session &S, const CommandLine &Options,
                     StringRef CurrentDirectory) {
  if (Expected<AnalysisOptions> A = analysisOptions(Options, {}); !A)
    return A.takeError();
  if (!Options.BaselineFile.empty()) {
    Expected<Baseline> B = Baseline::load(Options.BaselineFile);
    if (!B)
      return B.takeError();
    S.useBaseline(std::move(*B));
  }
  if (const std::string &File = Options.NewBaselineFile; !File.empty()) {
    Baseline Before;
    // What is no baseline is not replaced by one.
    if (sys::fs::exists(File)) {
      Expected<Baseline> B = Baseline::load(File);
      if (!B)
        return B.takeError();
      Before = std::move(*B);
    }
    S.fillBaseline(std::move(Before));
  }
  if (!Options.ChangedSince.empty()) {
    Expected<ChangedLines> C =
        changedSince(Options.ChangedSince, CurrentDirectory);
    if (!C)
      return C.takeError();
    S.useChanges(std::move(*C));
  }
  if (Options.Staged) {
    Expected<StagedChanges> C = stagedChanges(CurrentDirectory);
    if (!C)
      return C.takeError();
    S.useTexts(std::move(C->Texts));
    if (C->AnyAtAll)
      S.useChanges(std::move(C->Lines));
    else if (!Options.Quiet)
      // As when a hook is run on all files: nothing to report would be a lie.
      errs() << "await-tidy: note: nothing is staged: findings in all lines "
                "are reported\n";
  }
  return Error::success();
}

/// What --verify-config and --dump-config are about: each file, or what would
/// be in the current folder.
static ExitCode aboutConfigs(const CommandLine &Options) {
  SmallString<256> CurrentDirectory;
  if (std::error_code EC = sys::fs::current_path(CurrentDirectory))
    return fail(fmt::format("there is no current directory: {}", EC.message()));
  StringRef Here = CurrentDirectory;
  std::vector<std::string> Files = Options.Files;
  if (Files.empty())
    Files.push_back("file.cpp");
  Configs All(!Options.NoConfig, Options.ConfigFile, Here.str());
  std::set<std::string> Said;
  ExitCode Code = NoFindings;
  for (const std::string &File : Files) {
    Expected<const Config *> Found = All.of(absolutePath(File, Here));
    std::string Problem;
    if (!Found)
      Problem = toString(Found.takeError());
    else if (Expected<AnalysisOptions> A = analysisOptions(Options, **Found);
             !A)
      Problem = toString(A.takeError());
    if (!Problem.empty()) {
      Code = CouldNotAnalyze;
      if (Said.insert(Problem).second)
        fail(Problem);
      continue;
    }
    Config C = **Found;
    std::string Shown;
    for (const std::string &Path : {C.TidyPath, C.Path})
      if (!Path.empty())
        Shown += (Shown.empty() ? "" : ", ") + displayPath(Path, Here);
    bool IsDefault = Shown.empty();
    if (IsDefault)
      Shown = "no .await-tidy";
    if (!Said.insert(Shown).second)
      continue;
    if (Options.What == Task::VerifyConfig) {
      outs() << Shown << (IsDefault ? ": the defaults hold\n" : ": ok\n");
      continue;
    }
    if (!Options.Checks.empty())
      C.Checks += (C.Checks.empty() ? "" : ",") + Options.Checks;
    if (Options.MinConfidence)
      C.MinConfidence = Options.MinConfidence;
    C.Models.insert(C.Models.begin(), Options.Models.begin(),
                    Options.Models.end());
    C.ExtraArgs.insert(C.ExtraArgs.end(), Options.ExtraArgs.begin(),
                       Options.ExtraArgs.end());
    outs() << "# " << Shown << '\n';
    // Not to be said in the form of the rest.
    if (!Options.MinConfidence)
      for (const auto &[Rule, Least] : C.MinConfidenceOf)
        outs() << "# " << Rule << ".MinConfidence: " << wordFor(Least) << '\n';
    outs() << configText(C);
  }
  return Code;
}

static ExitCode analyze(const CommandLine &Options) {
  SmallString<256> CurrentDirectory;
  if (std::error_code EC = sys::fs::current_path(CurrentDirectory))
    return fail(fmt::format("there is no current directory: {}", EC.message()));
  for (const std::string &File : Options.Files)
    for (const std::string &Written :
         {Options.OutputFile, Options.NewBaselineFile, Options.ResultsFile,
          Options.DepFile})
      if (sys::fs::equivalent(File, Written))
        return fail(fmt::format("'{}' is to be analysed, and would be "
                                "overwritten",
                                File));
  // In the order in which they are printed.
  std::set<std::pair<std::string, std::string>> Used;
  auto Use = [&](const Model &M, StringRef Name) {
    Used.insert({M.Library, Name.str()});
  };

  using sys::Process;
  // Else it is another file that is written there.
  bool ToFile = !Options.OutputFile.empty() && Options.What != Task::Summarize;
  std::string Text;
  raw_string_ostream ToText(Text);
  raw_ostream &Out = ToFile ? static_cast<raw_ostream &>(ToText) : outs();
  bool IsTerminal = !ToFile && Process::StandardOutHasColors();
  Session S(
      Options,
      [&](const Config &C) {
        return analysisOptions(
            Options, C, Options.What == Task::UsedModels ? Use : ModelUse());
      },
      CurrentDirectory.str().str(), Out, wantsColor(Options.Color, IsTerminal),
      errs(), wantsColor(Options.Color, Process::StandardErrHasColors()));
  if (!Options.Quiet && Process::StandardErrIsDisplayed())
    S.showProgress();
  ExitCode Code = CouldNotAnalyze;
  if (Error E = prepare(S, Options, CurrentDirectory)) {
    std::string Problem = toString(std::move(E));
    fail(Problem);
    S.runFailed(Problem);
  } else {
    Code = S.run();
  }
  for (const auto &[Library, Name] : Used)
    Out << Library << ": " << Name << '\n';
  if (ToFile)
    // As a whole or not at all: who reads a half of it would miss findings.
    if (Error E = writeToOutput(Options.OutputFile, [&](raw_ostream &OS) {
          OS << Text;
          return Error::success();
        }))
      return fail(fmt::format("cannot write '{}': {}", Options.OutputFile,
                              toString(std::move(E))));
  return Code;
}

static ExitCode linkSummaries(const CommandLine &Options) {
  SmallString<256> CurrentDirectory;
  if (std::error_code EC = sys::fs::current_path(CurrentDirectory))
    return fail(fmt::format("there is no current directory: {}", EC.message()));
  if (Error E = linkSummaries(Options, CurrentDirectory))
    return fail(toString(std::move(E)));
  return NoFindings;
}

static ExitCode emitNinja(const CommandLine &Options) {
  SmallString<256> CurrentDirectory;
  if (std::error_code EC = sys::fs::current_path(CurrentDirectory))
    return fail(fmt::format("there is no current directory: {}", EC.message()));
  if (Expected<AnalysisOptions> A = analysisOptions(Options, {}); !A)
    return fail(toString(A.takeError()));
  Expected<std::string> Text = ninjaFile(Options, CurrentDirectory.str().str());
  if (!Text)
    return fail(toString(Text.takeError()));
  if (Options.NinjaFile == "-") {
    outs() << *Text;
    return NoFindings;
  }
  if (Error E =
          writeIfChanged(absolutePath(Options.NinjaFile, CurrentDirectory),
                         *Text, Options.NinjaFile))
    return fail(toString(std::move(E)));
  return NoFindings;
}

static ExitCode demo(const CommandLine &Options) {
  SmallString<256> CurrentDirectory;
  if (std::error_code EC = sys::fs::current_path(CurrentDirectory))
    return fail(fmt::format("there is no current directory: {}", EC.message()));
  Expected<AnalysisOptions> Analysis = analysisOptions(Options, {});
  if (!Analysis)
    return fail(toString(Analysis.takeError()));
  using sys::Process;
  bool IsTerminal = Process::StandardOutIsDisplayed();
  bool Shown =
      showDemo(Options, *Analysis, CurrentDirectory, outs(),
               wantsColor(Options.Color, Process::StandardOutHasColors()),
               IsTerminal && !Options.Fast, errs(),
               wantsColor(Options.Color, Process::StandardErrHasColors()));
  return Shown ? NoFindings : CouldNotAnalyze;
}

static ExitCode perform(const CommandLine &Options) {
  switch (Options.What) {
  case Task::Help:
    outs() << helpText();
    return NoFindings;
  case Task::Version:
    outs() << "await-tidy " AWAIT_TIDY_VERSION " (Clang " CLANG_VERSION_STRING
              ")\n";
    return NoFindings;
  case Task::ListRules:
    return listRules();
  case Task::DumpModels:
    return dumpModels(Options);
  case Task::VerifyConfig:
  case Task::DumpConfig:
    return aboutConfigs(Options);
  case Task::ExplainRule:
    return explainRule(Options.Argument);
  case Task::WriteRuleDocs:
    return writeRuleDocs(Options.Argument);
  case Task::Demo:
    return demo(Options);
  case Task::Analyze:
  case Task::Why:
  case Task::DumpEvents:
  case Task::UsedModels:
  case Task::Summarize:
  case Task::Merge:
    return analyze(Options);
  case Task::Link:
    return linkSummaries(Options);
  case Task::EmitNinja:
    return emitNinja(Options);
  }
  return CouldNotAnalyze;
}

/// The memory that a function has needed is kept for the next one: asking the
/// system again costs more than a tenth of the analysis of a large function.
static void keepMemory() {
#ifdef __GLIBC__
  constexpr int Step = 256 << 20, Never = 1 << 30;
  mallopt(M_ARENA_MAX, 1);  // the analysis runs in a thread, one at a time
  mallopt(M_TOP_PAD, Step); // address space: pages come when they are used
  mallopt(M_TRIM_THRESHOLD, Never);
  mallopt(M_MMAP_THRESHOLD, 32 << 20); // the most that glibc allows
#endif
}

/// \p Given, with the words of a file in the place of `@FILE`: there can be
/// more than a command line holds.
static Error readArguments(ArrayRef<const char *> Given,
                           std::vector<std::string> &Read) {
  bool AreFlags = false;
  for (StringRef Arg : Given) {
    AreFlags |= Arg == "--"; // the compiler's own
    if (AreFlags || !Arg.consume_front("@")) {
      Read.push_back(Arg.str());
      continue;
    }
    auto Buffer = MemoryBuffer::getFile(Arg);
    if (!Buffer)
      return createStringError(
          fmt::format("cannot read the arguments in '{}': {}", Arg.str(),
                      Buffer.getError().message()));
    BumpPtrAllocator Memory;
    StringSaver Saver(Memory);
    SmallVector<const char *, 64> Words;
    cl::TokenizeGNUCommandLine((*Buffer)->getBuffer(), Saver, Words);
    Read.insert(Read.end(), Words.begin(), Words.end());
  }
  return Error::success();
}

int main(int Argc, char **Argv) {
  keepMemory();
  std::vector<std::string> Read;
  if (Error E = readArguments({Argv + 1, Argv + Argc}, Read))
    return fail(toString(std::move(E)));
  std::vector<StringRef> Args(Read.begin(), Read.end());
  Expected<CommandLine> Options = parseCommandLine(Args);
  if (!Options)
    return fail(toString(Options.takeError()));
  ExitCode Code = perform(*Options);
  outs().flush();
  if (outs().has_error()) {
    std::string Why = outs().error().message();
    outs().clear_error();
    return fail(fmt::format("cannot write the output: {}", Why));
  }
  return Code;
}
