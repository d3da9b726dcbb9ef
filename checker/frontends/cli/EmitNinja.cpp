//===- EmitNinja.cpp - A run as a build -----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/EmitNinja.h"
#include "findings/Paths.h"
#include "findings/RuleSelection.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/CompileCommands.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Options.h"
#include "output/Output.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>
#include <set>

using namespace llvm;

namespace await_tidy {

/// One word for the shell that Ninja starts.
static std::string quoted(StringRef Word) {
  if (!Word.empty() && all_of(Word, [](char C) {
        return isAlnum(C) || StringRef("_-+=/.,:@%").contains(C);
      }))
    return Word.str();
  std::string Out = "'";
  for (char C : Word)
    if (C == '\'')
      Out += "'\\''";
    else
      Out += C;
  return Out + "'";
}

static std::string quotedAll(ArrayRef<std::string> Words) {
  std::string Out;
  for (const std::string &Word : Words)
    Out += (Out.empty() ? "" : " ") + quoted(Word);
  return Out;
}

/// The value of a variable.
static std::string value(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

/// A path in the line of a build.
static std::string path(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Out += '$';
    Out += C;
  }
  return Out;
}

static std::string paths(ArrayRef<std::string> All) {
  std::string Out;
  for (const std::string &P : All)
    Out += " $\n    " + path(P);
  return Out;
}

namespace {

struct Source {
  std::string Path;     ///< absolute
  std::string Name;     ///< of files that are about it
  std::string Database; ///< empty: without one
  std::vector<std::string> Inputs;
};

class Emitter {
public:
  Emitter(const CommandLine &Options, const std::string &CurrentDirectory)
      : Options(Options), CurrentDirectory(CurrentDirectory),
        Folder(absolutePath(Options.IndexFolder, CurrentDirectory)) {}

  Expected<std::string> run();

private:
  Error look();
  Expected<Source> look(const std::string &Path, CompileCommands &Commands,
                        Configs &Configured);
  std::string file(StringRef Where, const Source &S, StringRef Extension) const;
  std::vector<std::string> eachFile(StringRef Where, StringRef Extension) const;
  void rules();
  void builds();
  std::string flagsFor(const Source &S) const;

  const CommandLine &Options;
  const std::string &CurrentDirectory;
  const std::string Folder;
  std::string Program;
  std::vector<Source> Sources;
  std::set<std::string> Databases, Written;
  std::string Out;
};

} // namespace

/// \p Where is a folder below that of --index.
std::string Emitter::file(StringRef Where, const Source &S,
                          StringRef Extension) const {
  SmallString<256> P(Folder);
  sys::path::append(P, Where, S.Name + Extension);
  return P.str().str();
}

std::vector<std::string> Emitter::eachFile(StringRef Where,
                                           StringRef Extension) const {
  std::vector<std::string> All;
  for (const Source &S : Sources)
    All.push_back(file(Where, S, Extension));
  return All;
}

/// What is known of the file \p Path.
Expected<Source> Emitter::look(const std::string &Path,
                               CompileCommands &Commands, Configs &Configured) {
  if (!sys::fs::is_regular_file(Path))
    return createStringError(fmt::format("there is no file '{}'",
                                         displayPath(Path, CurrentDirectory)));
  for (StringRef Name : {StringRef(Path), StringRef(Folder)})
    if (Name.find_first_of("\n|\\") != StringRef::npos)
      return createStringError(
          fmt::format("Ninja has no way to write the name '{}'", Name.str()));
  Source S;
  S.Path = Path;
  S.Name = nameForSource(Path);
  Expected<const Config *> C = Configured.of(Path);
  if (!C)
    return C.takeError();
  for (const std::string &Input : {(*C)->Path, (*C)->TidyPath})
    if (!Input.empty())
      S.Inputs.push_back(Input);
  append_range(S.Inputs, (*C)->Models);
  for (const std::string &Model : Options.Models)
    S.Inputs.push_back(absolutePath(Model, CurrentDirectory));
  Expected<FileFlags> Flags = Commands.flagsFor(Path, (*C)->ExtraArgs);
  if (!Flags)
    return Flags.takeError();
  if (Flags->Database.empty())
    return S;
  Databases.insert(Flags->Database);
  S.Database = Flags->Database;
  if (Flags->Origin == FlagsFrom::Database) {
    // A change of the others is no concern of this one.
    Expected<std::vector<clang::tooling::CompileCommand>> Entries =
        Commands.entriesOf(Path);
    if (!Entries)
      return Entries.takeError();
    json::Array All;
    for (const clang::tooling::CompileCommand &E : *Entries)
      All.push_back(json::Object{{"directory", E.Directory},
                                 {"file", E.Filename},
                                 {"arguments", json::Array(E.CommandLine)}});
    S.Database = file("flags", S, ".json");
    if (std::error_code EC =
            sys::fs::create_directories(sys::path::parent_path(S.Database)))
      return createStringError(
          fmt::format("cannot make the folder '{}': {}",
                      sys::path::parent_path(S.Database).str(), EC.message()));
    if (Error E = writeIfChanged(
            S.Database, formatv("{0:2}\n", json::Value(std::move(All))).str(),
            displayPath(S.Database, CurrentDirectory)))
      return E;
    Written.insert(S.Database);
  }
  S.Inputs.push_back(S.Database);
  return S;
}

Error Emitter::look() {
  static int Here;
  Program = sys::fs::getMainExecutable("await-tidy", &Here);
  CompileCommands Commands(Options, CurrentDirectory);
  Configs Configured(!Options.NoConfig, Options.ConfigFile, CurrentDirectory);
  std::set<std::string> Seen;
  for (const std::string &Name : Options.Files) {
    std::string Path = absolutePath(Name, CurrentDirectory);
    if (!Seen.insert(Path).second)
      continue;
    Expected<Source> S = look(Path, Commands, Configured);
    if (!S)
      return S.takeError();
    Sources.push_back(std::move(*S));
  }
  return Error::success();
}

std::string Emitter::flagsFor(const Source &S) const {
  std::vector<std::string> Words;
  if (!S.Database.empty())
    Words.push_back("-p=" + S.Database);
  if (Options.Flags) {
    Words.push_back("--");
    append_range(Words, *Options.Flags);
  }
  return quotedAll(Words);
}

void Emitter::rules() {
  std::vector<std::string> Analysis{"--quiet"}, Report;
  auto Add = [](std::vector<std::string> &To, StringRef Option,
                StringRef Value) {
    if (!Value.empty())
      To.push_back((Option + Value).str());
  };
  Add(Analysis, "--checks=", Options.Checks);
  if (Options.MinConfidence)
    Add(Analysis, "--min-confidence=", wordFor(*Options.MinConfidence));
  for (const std::string &Model : Options.Models)
    Add(Analysis, "--models=", Model);
  for (const std::string &Arg : Options.ExtraArgs)
    Add(Analysis, "--extra-arg=", Arg);
  Add(Analysis, "--resource-dir=", Options.ResourceDirectory);
  Add(Analysis, "--config=", Options.ConfigFile);
  if (Options.NoConfig)
    Analysis.push_back("--no-config");
  if (Options.NeedDatabase)
    Analysis.push_back("--need-database");
  Add(Report, "--format=", Options.Format->Name);
  Add(Report, "--baseline=", Options.BaselineFile);
  if (Options.Quiet)
    Report.push_back("--quiet");
  if (Options.Statistics)
    Report.push_back("--statistics");
  if (Options.Color != ColorMode::Auto)
    Report.push_back(Options.Color == ColorMode::Always ? "--color=always"
                                                        : "--color=never");
  const bool IsShown =
      Options.OutputFile.empty() && StringRef(Options.Format->Name) == "text";
  const std::string ReportFile =
      Options.OutputFile.empty()
          ? Folder + "/report." + std::string(Options.Format->Name)
          : absolutePath(Options.OutputFile, CurrentDirectory);

  Out += "# Made by await-tidy --emit-ninja. A change of the compile commands "
         "makes it\n# anew.\n\nninja_required_version = 1.7\n";
  Out += "builddir = " + value(Folder) + "\n\n";
  Out += "tidy = cd " + value(quoted(CurrentDirectory)) + " && " +
         value(quoted(Program)) + "\n";
  Out += "options = " + value(quotedAll(Analysis)) + "\n\n";
  Out += "rule summarize\n"
         "  command = $tidy --summarize --output=$out --depfile=$out.d "
         "$options $imports $in $flags\n"
         "  depfile = $out.d\n"
         "  deps = gcc\n"
         "  restat = 1\n"
         "  description = summarize $name ($round)\n\n";
  Out += "rule link\n"
         "  command = $tidy --link $how --output=$folder $words\n"
         "  rspfile = $list\n"
         "  rspfile_content = $in_newline\n"
         "  restat = 1\n"
         "  description = link ($round)\n\n";
  Out += "rule analyse\n"
         "  command = $tidy --results=$out --depfile=$out.d $options $imports "
         "$in $flags\n"
         "  depfile = $out.d\n"
         "  deps = gcc\n"
         "  restat = 1\n"
         "  description = analyse $name\n\n";
  // Findings are no success, so Ninja does this again each time until there are
  // none. Its output is not the report: that is there also without success, and
  // would be taken for up to date.
  const std::string Merge =
      "$tidy --merge --output=" + value(quoted(ReportFile)) +
      " --depfile=$out.d " + value(quotedAll(Report)) + " @$out.list";
  Out += "rule merge\n  command = " +
         (IsShown ? "if " + Merge + "; then touch $out; else code=$$?; cat " +
                        value(quoted(ReportFile)) + "; exit $$code; fi"
                  : Merge + " && touch $out") +
         "\n"
         "  rspfile = $out.list\n"
         "  rspfile_content = $in_newline\n"
         "  depfile = $out.d\n"
         "  deps = gcc\n"
         "  description = report\n\n";
}

void Emitter::builds() {
  auto Round = [](unsigned N) { return fmt::format("{}", N); };
  for (unsigned N = 1; N <= Options.Rounds; ++N) {
    for (const Source &S : Sources) {
      std::vector<std::string> Inputs = S.Inputs;
      std::string Callees = N > 1 ? file(Round(N - 1), S, ".callees") : "";
      if (N > 1)
        Inputs.push_back(Callees);
      Inputs.push_back(Program);
      Out += "build " + path(file(Round(N), S, ".summaries")) + ": summarize " +
             path(S.Path) + " |" + paths(Inputs) + "\n";
      Out += "  name = " + value(displayPath(S.Path, CurrentDirectory)) +
             "\n  round = " + Round(N) + "\n";
      if (N > 1)
        Out += "  imports = " + value(quoted("--imports=" + Callees)) + "\n";
      Out += "  flags = " + value(flagsFor(S)) + "\n";
    }
    const bool IsLast = N == Options.Rounds;
    const std::string Where = IsLast ? "imports" : Round(N);
    Out += "build" + paths(eachFile(Where, IsLast ? ".imports" : ".callees")) +
           ": link" + paths(eachFile(Round(N), ".summaries")) + " | " +
           path(Program) + "\n";
    Out += "  round = " + Round(N) + "\n";
    Out += "  folder = " + value(quoted(Folder + "/" + Where)) + "\n";
    const std::string List = Folder + "/" + Where + ".list";
    Out += "  list = " + value(List) + "\n";
    Out += "  words = " + value(quoted("@" + List)) + "\n";
    if (!IsLast)
      Out += "  how = --summarize\n";
  }
  for (const Source &S : Sources) {
    std::vector<std::string> Inputs = S.Inputs;
    std::string Imports = file("imports", S, ".imports");
    Inputs.push_back(Imports);
    Inputs.push_back(Program);
    Out += "build " + path(file("results", S, ".results")) + ": analyse " +
           path(S.Path) + " |" + paths(Inputs) + "\n";
    Out += "  name = " + value(displayPath(S.Path, CurrentDirectory)) + "\n";
    Out += "  imports = " + value(quoted("--imports=" + Imports)) + "\n";
    Out += "  flags = " + value(flagsFor(S)) + "\n";
  }
  std::vector<std::string> Inputs{Program};
  if (!Options.BaselineFile.empty())
    Inputs.push_back(absolutePath(Options.BaselineFile, CurrentDirectory));
  const std::string Clean = Folder + "/no-findings";
  Out += "build " + path(Clean) + ": merge" +
         paths(eachFile("results", ".results")) + " |" + paths(Inputs) + "\n";
  Out += "build await-tidy: phony " + path(Clean) + "\n";
  Out += "default await-tidy\n";
  if (Options.NinjaFile == "-")
    return;
  // Anew, when a compile command may have changed.
  std::vector<std::string> Words = Options.Words;
  if (Options.Flags) {
    Words.push_back("--");
    append_range(Words, *Options.Flags);
  }
  std::set<std::string> Needs(Databases);
  Needs.insert(Program);
  for (const Source &S : Sources)
    for (const std::string &Input : S.Inputs)
      if (!Written.count(Input))
        Needs.insert(Input);
  Out += "\nrule emit\n  command = $tidy " + value(quotedAll(Words)) +
         "\n  generator = 1\n  restat = 1\n  description = compile commands\n";
  Out += "build " + path(absolutePath(Options.NinjaFile, CurrentDirectory)) +
         (Written.empty() ? ""
                          : " |" + paths(std::vector<std::string>(
                                       Written.begin(), Written.end()))) +
         ": emit |" +
         paths(std::vector<std::string>(Needs.begin(), Needs.end())) + "\n";
}

Expected<std::string> Emitter::run() {
  if (Error E = look())
    return E;
  rules();
  builds();
  return std::move(Out);
}

Expected<std::string> ninjaFile(const CommandLine &Options,
                                const std::string &CurrentDirectory) {
  return Emitter(Options, CurrentDirectory).run();
}

} // namespace await_tidy
