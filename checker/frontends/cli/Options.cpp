//===- Options.cpp - The command line of await-tidy -----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Not llvm::cl: linked with LLVM's shared library it also offers the options
/// of every LLVM pass.
///
//===----------------------------------------------------------------------===//
#include "frontends/cli/Options.h"
#include "base/Nearest.h"
#include "findings/RuleSelection.h"
#include "output/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Threading.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

CommandLine::CommandLine() : Format(findFormat("text")) {}

namespace {
struct Option {
  StringRef Name;
  /// What --help calls the value; empty: takes none; with a bracket: takes one
  /// after `=`.
  StringRef Value;
  StringRef Help;
  Error (*Set)(CommandLine &C, StringRef Value);
};
} // namespace

template <Task What> static Error setTask(CommandLine &C, StringRef Value) {
  C.What = What;
  C.Argument = Value.str();
  return Error::success();
}

template <bool CommandLine::*Field>
static Error setFlag(CommandLine &C, StringRef) {
  C.*Field = true;
  return Error::success();
}

template <std::string CommandLine::*Field>
static Error setText(CommandLine &C, StringRef Value) {
  C.*Field = Value.str();
  return Error::success();
}

static Error addChecks(CommandLine &C, StringRef Value) {
  // Several lists add up.
  C.Checks += (C.Checks.empty() ? "" : ",") + Value.str();
  return Error::success();
}

static Error addExtraArg(CommandLine &C, StringRef Value) {
  C.ExtraArgs.push_back(Value.str());
  return Error::success();
}

static Error addModels(CommandLine &C, StringRef Value) {
  C.Models.push_back(Value.str());
  return Error::success();
}

static Error setWhy(CommandLine &C, StringRef Value) {
  C.What = Task::Why;
  // FILE:LINE, or FILE:LINE:COLUMN as copied from a message.
  auto [Rest, Last] = Value.rsplit(':');
  auto [File, Line] = Rest.rsplit(':');
  unsigned Column;
  if (Line.getAsInteger(10, C.WhyLine) || Last.getAsInteger(10, Column)) {
    File = Rest;
    if (Last.getAsInteger(10, C.WhyLine))
      C.WhyLine = 0;
  }
  if (File.empty() || C.WhyLine == 0)
    return createStringError(fmt::format(
        "--why needs a place like bank.cpp:12, not '{}'", Value.str()));
  C.WhyFile = File.str();
  return Error::success();
}

static Error setColor(CommandLine &C, StringRef Value) {
  std::optional<ColorMode> Mode = StringSwitch<std::optional<ColorMode>>(Value)
                                      .Case("auto", ColorMode::Auto)
                                      .Case("always", ColorMode::Always)
                                      .Case("never", ColorMode::Never)
                                      .Default(std::nullopt);
  if (!Mode)
    return createStringError(
        fmt::format("--color is auto, always or never, not '{}'", Value.str()));
  C.Color = *Mode;
  return Error::success();
}

static Error setFormat(CommandLine &C, StringRef Value) {
  C.Format = findFormat(Value);
  if (C.Format)
    return Error::success();
  std::vector<std::string> Names;
  for (const OutputFormat *F : allFormats())
    Names.emplace_back(F->Name);
  std::optional<std::string> Near = nearest(Value, Names);
  return createStringError(
      fmt::format("there is no format '{}'; {}", Value.str(),
                  Near ? fmt::format("did you mean '{}'?", *Near)
                       : fmt::format("the formats are {}", join(Names, ", "))));
}

/// What is more than \p Most is taken for a mistake.
static Error setNumber(unsigned &Field, StringRef Name, StringRef Value,
                       unsigned Most) {
  if (Value.getAsInteger(10, Field) || Field == 0 || Field > Most)
    return createStringError(fmt::format("{} is a number from 1 to {}, not "
                                         "'{}'",
                                         Name.str(), Most, Value.str()));
  return Error::success();
}

static Error setTimeBudget(CommandLine &C, StringRef Value) {
  return setNumber(C.TimeBudget, "--time-budget", Value, 24 * 60 * 60);
}

static Error setRounds(CommandLine &C, StringRef Value) {
  return setNumber(C.Rounds, "--rounds", Value, 100);
}

static Error setNinja(CommandLine &C, StringRef Value) {
  C.What = Task::EmitNinja;
  C.NinjaFile = Value.str();
  return Error::success();
}

static Error setJobs(CommandLine &C, StringRef Value) {
  if (Value == "0") {
    C.Jobs = std::max(1u, hardware_concurrency().compute_thread_count());
    return Error::success();
  }
  return setNumber(C.Jobs, "-j", Value, 1024);
}

static Error setShard(CommandLine &C, StringRef Value) {
  auto [Which, Of] = Value.split('/');
  if (Which.getAsInteger(10, C.Shard) || Of.getAsInteger(10, C.Shards) ||
      C.Shard == 0 || C.Shard > C.Shards)
    return createStringError(fmt::format(
        "--shard is one of so many parts, like 2/5, not '{}'", Value.str()));
  return Error::success();
}

static Error setCache(CommandLine &C, StringRef Value) {
  C.UseCache = true;
  C.CacheFolder = Value.str();
  return Error::success();
}

static Error setNoCache(CommandLine &C, StringRef) {
  C.UseCache = false;
  return Error::success();
}

static Error setCacheSize(CommandLine &C, StringRef Value) {
  unsigned MB;
  if (Error E = setNumber(MB, "--cache-size", Value, 1 << 20))
    return E;
  C.CacheSize = uint64_t(MB) << 20;
  return Error::success();
}

static Error setMinConfidence(CommandLine &C, StringRef Value) {
  Expected<Confidence> Least = parseConfidence(Value);
  if (!Least)
    return Least.takeError();
  C.MinConfidence = *Least;
  return Error::success();
}

static const Option AllOptions[] = {
    {"checks", "GLOBS", "rules to run, as in clang-tidy: -*,await-stale-write",
     addChecks},
    {"min-confidence", "LEVEL", "low, medium (default) or high",
     setMinConfidence},
    {"format", "NAME",
     "text (default), html, json, sarif, github, gitlab,\njunit or checkstyle",
     setFormat},
    {"output", "FILE", "write the findings there, not to the standard output",
     setText<&CommandLine::OutputFile>},
    {"baseline", "FILE", "report only findings that are not in it",
     setText<&CommandLine::BaselineFile>},
    {"write-baseline", "FILE", "report nothing; write all findings there",
     setText<&CommandLine::NewBaselineFile>},
    {"changed-since", "REV",
     "report only findings in lines changed since a commit of\nGit",
     setText<&CommandLine::ChangedSince>},
    {"staged", "",
     "report only findings in lines that are staged for a\n"
     "commit; the staged text is what is analysed",
     setFlag<&CommandLine::Staged>},
    {"fix", "", "apply the repairs that the findings offer",
     setFlag<&CommandLine::Fix>},
    {"p", "DIR",
     "where compile_commands.json is; else it is looked for\n"
     "upwards from each file",
     setText<&CommandLine::BuildDirectory>},
    {"need-database", "",
     "a file for which there is no compile_commands.json is an\nerror",
     setFlag<&CommandLine::NeedDatabase>},
    {"extra-arg", "FLAG", "one more flag for the compiler; may be repeated",
     addExtraArg},
    {"resource-dir", "DIR", "where Clang's own headers are",
     setText<&CommandLine::ResourceDirectory>},
    {"config", "FILE",
     "use this configuration for all files; else the nearest\n"
     ".await-tidy in the folders above each",
     setText<&CommandLine::ConfigFile>},
    {"no-config", "", "use no configuration", setFlag<&CommandLine::NoConfig>},
    {"verify-config", "", "say whether the configurations are right",
     setTask<Task::VerifyConfig>},
    {"dump-config", "", "print what holds for a file",
     setTask<Task::DumpConfig>},
    {"j", "N", "so many files at once; 0: as many as there are processors",
     setJobs},
    {"shard", "I/N",
     "of the files, only each Nth, from the Ith on: the others\nare for other "
     "machines",
     setShard},
    {"cache", "[=DIR]",
     "keep results for later runs; else in await-tidy below\n"
     "$XDG_CACHE_HOME or ~/.cache; AWAIT_TIDY_CACHE=DIR also\nasks for it",
     setCache},
    {"no-cache", "", "keep no results and use none", setNoCache},
    {"cache-includes", "",
     "with a cache: keep the parsed includes also of files that\n"
     "nobody seems to work on",
     setFlag<&CommandLine::CacheIncludes>},
    {"cache-size", "MB", "keep at most so much (2048)", setCacheSize},
    {"no-shortcut", "",
     "parse also files whose words say that nothing is in them",
     setFlag<&CommandLine::NoShortcut>},
    {"index", "DIR",
     "take what functions of other files do from the summaries\nthere, "
     "and bring those of these files up to date first",
     setText<&CommandLine::IndexFolder>},
    {"summarize", "",
     "with --index: do only the latter; with --output: of one\nfile, there",
     setTask<Task::Summarize>},
    {"rounds", "N",
     "with --index: summarize a file so often at most (4), as\n"
     "a chain of calls can go through so many files",
     setRounds},
    {"link", "",
     "write what each of many files of summaries imports from\n"
     "the others into the folder of --output: FILE.imports, or\n"
     "with --summarize FILE.callees",
     setFlag<&CommandLine::Link>},
    {"imports", "FILE",
     "of --link: what the analysis, or --summarize, of one file\n"
     "sees of the others",
     setText<&CommandLine::ImportsFile>},
    {"results", "FILE", "report nothing; write all that is found there",
     setText<&CommandLine::ResultsFile>},
    {"merge", "", "report what is in these files of --results",
     setTask<Task::Merge>},
    {"depfile", "FILE",
     "name there, for make and Ninja, what was read; nothing is\n"
     "written of a file that does not compile",
     setText<&CommandLine::DepFile>},
    {"emit-ninja", "FILE",
     "with --index: write a file for Ninja that does all this", setNinja},
    {"time-budget", "SECONDS",
     "end after so long and name the files that were not\nanalysed",
     setTimeBudget},
    {"color", "WHEN", "auto (default), always or never", setColor},
    {"quiet", "", "no summary and no notes about flags",
     setFlag<&CommandLine::Quiet>},
    {"statistics", "", "count what was found, and where the time went",
     setFlag<&CommandLine::Statistics>},
    {"profile", "", "say for each file which phase took how long",
     setFlag<&CommandLine::Profile>},
    {"time", "", "say how long parsing and analysing took",
     setFlag<&CommandLine::Time>},
    {"backtrace", "", "after an internal error, show where it happened",
     setFlag<&CommandLine::Backtrace>},
    {"why", "FILE:LINE", "say why a line is, or is not, reported", setWhy},
    {"dump-events", "", "print what the analysis sees in each coroutine",
     setTask<Task::DumpEvents>},
    {"models", "FILE",
     "a file that says what functions of a library do; may be repeated",
     addModels},
    {"dump-models", "", "print all that is known of libraries",
     setTask<Task::DumpModels>},
    {"used-models", "", "print which of that the files make use of",
     setTask<Task::UsedModels>},
    {"fast", "", "with demo: no pauses", setFlag<&CommandLine::Fast>},
    {"list-rules", "", "name all rules", setTask<Task::ListRules>},
    {"explain", "RULE", "print the documentation of a rule",
     setTask<Task::ExplainRule>},
    {"write-rule-docs", "DIR", "write the documentation of all rules",
     setTask<Task::WriteRuleDocs>},
    {"help", "", "this text", setTask<Task::Help>},
    {"version", "", "the version of await-tidy and of Clang",
     setTask<Task::Version>},
};

static std::string spelled(const Option &O) {
  return (O.Name.size() == 1 ? "-" : "--") + O.Name.str();
}

static Error unknownOption(StringRef Arg) {
  StringRef Name = Arg.ltrim('-').split('=').first;
  std::vector<std::string> Names;
  for (const Option &O : AllOptions)
    Names.push_back(O.Name.str());
  std::string Hint = "await-tidy --help lists the options";
  if (std::optional<std::string> Near = nearest(Name, Names))
    Hint = fmt::format("did you mean '{}{}'?", Near->size() == 1 ? "-" : "--",
                       *Near);
  else if (StringRef("IDWfmstO").contains(Name.take_front(1)) &&
           !Arg.starts_with("--"))
    Hint = fmt::format("a flag for the compiler goes after '--': "
                       "await-tidy FILE -- {}",
                       Arg.str());
  return createStringError(
      fmt::format("unknown option '{}'; {}", Arg.str(), Hint));
}

/// What goes with what, of the options of build actions.
static Error checkBuildActions(const CommandLine &C) {
  const bool IsSummarize = C.What == Task::Summarize;
  const bool HasIndex = !C.IndexFolder.empty();
  if (IsSummarize && HasIndex == !C.OutputFile.empty())
    return createStringError(
        "--summarize writes into the folder of --index, or those of one file "
        "to --output; it takes one of the two");
  const bool IsOneSummary = IsSummarize && !HasIndex;
  if ((IsOneSummary || !C.ImportsFile.empty()) && C.Files.size() > 1)
    return createStringError(
        fmt::format("{} is about one file, not about {}",
                    IsOneSummary ? "--summarize with --output" : "--imports",
                    C.Files.size()));
  if (!C.ImportsFile.empty() &&
      (HasIndex || (C.What != Task::Analyze && !IsOneSummary)))
    return createStringError("--imports is for the analysis of a file or for "
                             "--summarize with --output, without --index");
  bool IsLinkOrMerge = C.What == Task::Link || C.What == Task::Merge;
  if (IsLinkOrMerge && C.Files.empty())
    return createStringError(
        C.What == Task::Link
            ? "--link takes files that --summarize has written"
            : "--merge takes files that --results has written");
  if (IsLinkOrMerge && (HasIndex || C.Flags || C.Shards > 1 || C.Staged ||
                        !C.ResultsFile.empty() || C.TimeBudget))
    return createStringError(
        "--link and --merge analyse nothing: they go without --index, --shard, "
        "--staged, --results, --time-budget and flags for the compiler");
  if (C.What == Task::Link && C.OutputFile.empty())
    return createStringError("--link needs --output=DIR, a folder to write to");
  if (!C.ResultsFile.empty() &&
      (C.What != Task::Analyze || C.Format != findFormat("text") ||
       !C.OutputFile.empty() || !C.BaselineFile.empty() ||
       !C.NewBaselineFile.empty() || !C.ChangedSince.empty() || C.Fix ||
       C.Staged))
    return createStringError(
        "--results reports nothing: --format, --output, --baseline, "
        "--write-baseline, --changed-since and --fix are for --merge");
  if (!C.DepFile.empty() &&
      !(IsOneSummary || (!C.ResultsFile.empty() && C.Files.size() == 1) ||
        (C.What == Task::Merge && !C.OutputFile.empty())))
    return createStringError(
        "--depfile is for one file, with --results or with --summarize and "
        "--output, or for --merge with --output");
  if (C.What == Task::EmitNinja &&
      (!HasIndex || !C.NewBaselineFile.empty() || !C.ChangedSince.empty() ||
       C.Staged || C.Fix || C.Shards > 1 || C.TimeBudget ||
       !C.ImportsFile.empty() || !C.DepFile.empty()))
    return createStringError(
        HasIndex ? "--emit-ninja goes without --write-baseline, "
                   "--changed-since, --staged, --fix, --shard, --time-budget, "
                   "--imports and --depfile"
                 : "--emit-ninja needs --index=DIR, a folder for what its "
                   "actions make");
  return Error::success();
}

Expected<CommandLine> parseCommandLine(ArrayRef<StringRef> Args) {
  CommandLine C;
  StringSet<> Named;
  for (size_t I = 0; I != Args.size(); ++I) {
    StringRef Arg = Args[I];
    C.Words.push_back(Arg.str());
    if (Arg == "--") {
      C.Words.pop_back();
      C.Flags.emplace();
      for (StringRef Flag : Args.drop_front(I + 1))
        C.Flags->push_back(Flag.str());
      break;
    }
    if (Arg == "-")
      return createStringError("reading from the standard input is not "
                               "possible; name a file");
    if (I == 0 && Arg == "demo") { // a file of that name is ./demo
      C.What = Task::Demo;
      continue;
    }
    if (!Arg.starts_with("-")) {
      if (Arg.empty())
        return createStringError("the name of a file is empty");
      if (Named.insert(Arg).second)
        C.Files.push_back(Arg.str());
      continue;
    }
    // One dash is as good as two, as in clang-tidy.
    StringRef Name = Arg.drop_front(Arg.starts_with("--") ? 2 : 1);
    auto [Key, Value] = Name.split('=');
    bool HasValue = Name.contains('=');
    if (Key == "h")
      Key = "help";
    // -j4, as everywhere.
    unsigned Number;
    if (!HasValue && Key.starts_with("j") &&
        !Key.drop_front().getAsInteger(10, Number)) {
      Value = Key.drop_front();
      Key = "j";
      HasValue = true;
    }
    const Option *Found =
        find_if(AllOptions, [K = Key](const Option &O) { return O.Name == K; });
    if (Found == std::end(AllOptions))
      return unknownOption(Arg);
    if (Found->Value.empty() && HasValue)
      return createStringError(
          fmt::format("'{}' takes no value", spelled(*Found)));
    bool IsOptional = Found->Value.starts_with("[");
    if (!Found->Value.empty() && !HasValue && !IsOptional) {
      if (I + 1 == Args.size() || Args[I + 1] == "--")
        return createStringError(fmt::format("'{}' needs a value: {}={}",
                                             spelled(*Found), spelled(*Found),
                                             Found->Value.str()));
      Value = Args[++I];
      C.Words.push_back(Value.str());
    }
    if (!Found->Value.empty() && Value.empty() && (HasValue || !IsOptional))
      return createStringError(
          fmt::format("the value of '{}' is empty", spelled(*Found)));
    if (Error E = Found->Set(C, Value))
      return E;
  }

  if (C.Link) {
    C.LinkSummaries = C.What == Task::Summarize;
    C.What = Task::Link;
  }
  bool IsDemo = !Args.empty() && Args.front() == "demo";
  if (IsDemo && (!C.Files.empty() || C.Flags ||
                 (C.What != Task::Demo && C.What != Task::Help)))
    return createStringError("await-tidy demo shows code of its own; a file of "
                             "that name is ./demo");
  if (C.Fast && !IsDemo)
    return createStringError("--fast is for await-tidy demo");
  // The line asked about says which file to analyse.
  if (C.What == Task::Why && C.Files.empty())
    C.Files.push_back(C.WhyFile);
  bool NeedsFiles = C.What == Task::Analyze || C.What == Task::Why ||
                    C.What == Task::DumpEvents || C.What == Task::UsedModels ||
                    C.What == Task::Summarize || C.What == Task::EmitNinja;
  if (NeedsFiles && C.Files.empty())
    return createStringError(
        "no file to analyse; await-tidy --help says how to use it");
  if (Error E = checkBuildActions(C))
    return E;
  bool IsText = C.Format == findFormat("text");
  bool ToBaseline = !C.NewBaselineFile.empty();
  bool IsReport = C.What == Task::Analyze || C.What == Task::Merge ||
                  C.What == Task::EmitNinja;
  bool OtherOutput = C.What == Task::Summarize || C.What == Task::Link;
  if (!IsReport &&
      (!IsText || (!C.OutputFile.empty() && !OtherOutput) || ToBaseline ||
       !C.BaselineFile.empty() || !C.ChangedSince.empty() || C.Staged ||
       C.TimeBudget || (C.Statistics && C.What != Task::Summarize)))
    return createStringError(
        "--format, --output, --baseline, --write-baseline, --changed-since, "
        "--staged, --time-budget and --statistics are about findings; this "
        "asks for something else");
  // It takes all findings, and none of them is left to be shown.
  if (ToBaseline &&
      (!IsText || !C.OutputFile.empty() || C.Fix || !C.BaselineFile.empty() ||
       !C.ChangedSince.empty() || C.Staged))
    return createStringError(
        "--write-baseline takes all findings; it goes without --format, "
        "--output, --fix, --baseline, --changed-since and --staged");
  if (C.Staged && !C.ChangedSince.empty())
    return createStringError("--staged and --changed-since exclude each other");
  if (C.Staged && C.Fix)
    return createStringError("--fix changes files, and --staged is about what "
                             "is staged of them; use --changed-since=HEAD");
  if (C.NoConfig && !C.ConfigFile.empty())
    return createStringError("--config and --no-config exclude each other");
  // A report with the places of findings that are gone helps nobody.
  if (C.Fix && !IsText)
    return createStringError(
        "--fix changes the files that the report is about; it goes with "
        "--format=text alone");
  return C;
}

std::string helpText() {
  std::string Text =
      "Finds check-then-act across co_await: decisions on shared state that\n"
      "other coroutines may have changed during a suspension.\n\n"
      "Usage: await-tidy [options] FILE... [-- FLAGS]\n"
      "       await-tidy demo [--fast]   show such a race, in ten seconds\n\n"
      "FLAGS are those of the compiler; without -std= among them, C++20 is\n"
      "assumed. Without `--` they come from compile_commands.json.\n\n"
      "Options:\n";
  for (const Option &O : AllOptions) {
    std::string Left = spelled(O);
    if (O.Value.starts_with("["))
      Left += O.Value.str();
    else if (!O.Value.empty())
      Left += (O.Name.size() == 1 ? " " : "=") + O.Value.str();
    SmallVector<StringRef, 2> Lines;
    O.Help.split(Lines, '\n');
    for (StringRef Line : Lines) {
      Text += fmt::format("  {:<24} {}\n", Left, Line.str());
      Left.clear();
    }
  }
  Text += "\nExit status: 0 no findings, 1 findings, 2 something could not be\n"
          "analysed, 3 the time was over, 4 there is no compile database.\n";
  return Text;
}

} // namespace await_tidy
