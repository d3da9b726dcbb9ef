//===- SessionIndex.cpp - Summaries of many files -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The folder of --index has a file for each source file. What a function does
// can depend on a function of another file, so a file is summarized again when
// what is known of those that it calls is not what it was told, until nothing
// changes or the rounds are over. Each round has the summaries of the one
// before. This is what the build actions do one by one (--summarize --output,
// --link), and comes to the same.
//
//===----------------------------------------------------------------------===//
#include "findings/Paths.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Includer.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/Session.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static constexpr StringLiteral Extension = ".summaries";

/// The file in \p Folder that is about \p Path.
static std::string summariesOf(StringRef Folder, StringRef Path) {
  SmallString<256> Out(Folder);
  sys::path::append(Out, nameForSource(Path) + Extension);
  return Out.str().str();
}

/// All that is known there, by the paths of the sources; an error if the folder
/// cannot be read. What cannot be used is as if it were not there, and so is
/// what is known of a file that is gone.
static Error readAll(StringRef Folder,
                     std::map<std::string, FileSummaries> &All) {
  std::error_code EC;
  for (sys::fs::directory_iterator I(Folder, EC), End; !EC && I != End;
       I.increment(EC)) {
    if (!StringRef(I->path()).ends_with(Extension))
      continue;
    Expected<FileSummaries> S = readBuildFile<FileSummaries>(
        I->path(), BuildFileKind::Summaries, I->path());
    if (!S)
      consumeError(S.takeError());
    else if (sys::fs::exists(S->Path))
      All[S->Path] = std::move(*S);
  }
  return EC ? createStringError(
                  fmt::format("cannot read the folder of --index, '{}': {}",
                              Folder.str(), EC.message()))
            : Error::success();
}

/// Reads that of --imports. False, with a message, if it cannot be used.
bool Session::useImportsFile() {
  const std::string &Name = Options.ImportsFile;
  Expected<FileImports> Read = readBuildFile<FileImports>(
      absolutePath(Name, CurrentDirectory),
      Options.What == Task::Summarize ? BuildFileKind::Callees
                                      : BuildFileKind::Imports,
      Name);
  if (!Read) {
    say(Label::Error, toString(Read.takeError()));
    return false;
  }
  Imported = std::move(*Read);
  std::string Path = absolutePath(Options.Files.front(), CurrentDirectory);
  if (absolutePath(Imported->Path, CurrentDirectory) != Path) {
    say(Label::Error, fmt::format("'{}' has what '{}' imports, not '{}'", Name,
                                  Imported->Path, shown(Path)));
    return false;
  }
  return true;
}

void Session::takeImports(FileRun &R) {
  if (!R.Analysis)
    return;
  if (Imported)
    R.Imports = [this] { return Imported->Bytes; };
  if (!Index)
    return;
  auto It = InIndex.find(R.Path);
  // A header, or what could not be summarized, imports nothing.
  R.Imports = [this, It] {
    return It == InIndex.end() ? ProjectIndex::nothing()
                               : Index->importsOf(It->second);
  };
}

/// \p Analysis for making summaries. As long as the session, as runs refer to
/// it.
const AnalysisOptions *Session::summarizing(const AnalysisOptions &Analysis) {
  auto [It, IsNew] = Summarizing.try_emplace(&Analysis, Analysis);
  It->second.Summarize = true;
  return &It->second;
}

/// The summaries in \p R; empty without any.
static std::string summariesIn(FileRun &R) {
  for (FileOutcome &O : R.Outcomes)
    if (!O.Analysis.Summaries.empty())
      return std::move(O.Analysis.Summaries);
  return "";
}

/// Summarizes all files, as far as they are not up to date. False, with a
/// message, if they cannot be kept. What is wrong with a file is told where it
/// is analysed.
bool Session::updateIndex(const std::vector<std::string> &Paths) {
  const std::string Folder =
      absolutePath(Options.IndexFolder, CurrentDirectory);
  if (std::error_code EC = sys::fs::create_directories(Folder)) {
    say(Label::Error, fmt::format("cannot make the folder of --index, '{}': {}",
                                  shown(Folder), EC.message()));
    return false;
  }
  std::map<std::string, FileSummaries> Summaries;
  if (Error E = readAll(Folder, Summaries)) {
    say(Label::Error, toString(std::move(E)));
    return false;
  }
  // What was known of these files can be out of date.
  for (const std::string &Path : Paths)
    Summaries.erase(Path);
  auto Update = [&] {
    auto All = std::make_unique<ProjectIndex>();
    InIndex.clear();
    for (const auto &[Path, S] : Summaries)
      if (Expected<unsigned> Number = All->add(S.Bytes))
        InIndex[Path] = *Number;
      else // as if it were not there
        consumeError(Number.takeError());
    Index = std::move(All);
  };
  Update();

  const std::string Nothing = ProjectIndex::nothing();
  std::map<std::string, std::string> Callees; // what each is told
  std::vector<std::string> Left = Paths;
  for (unsigned Round = 0; Round != Options.Rounds && !Left.empty(); ++Round) {
    std::map<std::string, FileSummaries> New;
    analyzeEach(
        Left,
        [&](FileRun &R) {
          if (!R.Analysis)
            return;
          R.Analysis = summarizing(*R.Analysis);
          R.Imports = [&, Path = R.Path] {
            auto It = Callees.find(Path);
            return It == Callees.end() ? Nothing : It->second;
          };
        },
        [&](FileRun &R) {
          ++(R.IsKnown ? SummariesKept : SummariesMade);
          // A header is summarized in the files that include it. What is kept
          // of it here would not change when they do.
          if (std::string Bytes = summariesIn(R);
              !Bytes.empty() && !isHeaderName(R.Path))
            New[R.Path] = {R.Path, digestText(R.Imports()), std::move(Bytes)};
          if (Options.What == Task::Summarize && Round == 0)
            finish(R);
        });
    for (auto &[Path, S] : New)
      Summaries[Path] = std::move(S);
    Update();
    Left.clear();
    Callees.clear();
    for (const std::string &Path : Paths)
      if (auto It = InIndex.find(Path); It != InIndex.end())
        if (std::string Known = Index->answersFor(It->second);
            digestText(Known) != Summaries[Path].Told) {
          Callees[Path] = std::move(Known);
          Left.push_back(Path);
        }
  }
  for (const std::string &Path : Paths) {
    auto It = Summaries.find(Path);
    if (It == Summaries.end())
      continue;
    const std::string Name = summariesOf(Folder, Path);
    if (Error Failed = writeBuildFile(Name, BuildFileKind::Summaries,
                                      It->second, shown(Name))) {
      say(Label::Error, toString(std::move(Failed)));
      return false;
    }
  }
  return true;
}

/// Makes the summaries of one file for --output, or takes them from --imports
/// where nothing has changed that they depend on. False, with messages and
/// without a file, if it could not be analysed.
bool Session::summarizeOne(const std::string &Path) {
  FileSummaries New{shown(Path), digestText(ProjectIndex::nothing()), ""};
  if (Imported)
    New.Told = digestText(Imported->Bytes);
  if (Imported && New.Told == Imported->Before.Told) {
    New.Bytes = Imported->Before.Bytes;
    if (!Options.DepFile.empty() && !writeDepFile({}))
      return false;
  } else {
    analyzeEach(
        {Path},
        [&](FileRun &R) {
          if (!R.Analysis)
            return;
          R.Analysis = summarizing(*R.Analysis);
          R.Imports = [&] {
            return Imported ? Imported->Bytes : ProjectIndex::nothing();
          };
        },
        [&](FileRun &R) {
          BuildFailed |= hasFailed(R);
          New.Bytes = summariesIn(R);
          if (New.Bytes.empty() || isHeaderName(Path))
            New.Bytes = ProjectIndex::nothing();
          finish(R);
        });
    if (BuildFailed)
      return false;
  }
  if (Error Failed =
          writeBuildFile(absolutePath(Options.OutputFile, CurrentDirectory),
                         BuildFileKind::Summaries, New, Options.OutputFile)) {
    say(Label::Error, toString(std::move(Failed)));
    return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// --depfile
//===----------------------------------------------------------------------===//

/// A name in a makefile.
static std::string escapedForMake(StringRef Name) {
  std::string Out;
  for (char C : Name) {
    if (C == ' ' || C == '#')
      Out += '\\';
    if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

bool Session::writeDepFile(const std::set<std::string> &Read) {
  const std::string &Output =
      Options.ResultsFile.empty() ? Options.OutputFile : Options.ResultsFile;
  std::string Text = escapedForMake(Output) + ":";
  for (const std::string &Path : Read)
    Text += " \\\n  " + escapedForMake(Path);
  Text += '\n';
  if (Error E = writeIfChanged(absolutePath(Options.DepFile, CurrentDirectory),
                               Text, Options.DepFile)) {
    say(Label::Error, toString(std::move(E)));
    return false;
  }
  return true;
}

/// Everything that \p R depends on, but for files that are not there.
bool Session::writeDepFile(const FileRun &R, const Dependencies &Seen) {
  std::set<std::string> Read(Options.Models.begin(), Options.Models.end());
  for (const SeenFolder &Folder : Seen.Folders)
    for (const SeenFile &F : Folder.Files)
      if (F.What == SeenFile::File && F.HasDigest) {
        std::string Path = Folder.Path + F.Name;
        // Ninja takes a folder and `..` out of a name together, also where the
        // folder is a link to somewhere else.
        SmallString<256> Real;
        if (StringRef(Path).contains("/../") && !sys::fs::real_path(Path, Real))
          Path = Real.str().str();
        Read.insert(absolutePath(Path, CurrentDirectory));
      }
  if (!R.Flags.Database.empty())
    Read.insert(R.Flags.Database);
  if (Expected<const Config *> C = Configured.of(R.Path)) {
    Read.insert({(*C)->Path, (*C)->TidyPath});
    Read.insert((*C)->Models.begin(), (*C)->Models.end());
  } else {
    consumeError(C.takeError());
  }
  Read.erase("");
  return writeDepFile(Read);
}

} // namespace await_tidy
