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
#include "base/Encoding.h"
#include "findings/Paths.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Includer.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/Session.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static constexpr StringLiteral Extension = ".summaries";

/// The file in \p Folder that is about \p Path.
static std::string summariesOf(StringRef Folder, StringRef Path) {
  SmallString<256> Out(Folder);
  sys::path::append(Out, sys::path::filename(Path) + "-" +
                             utohexstr(xxh3_64bits(Path), /*LowerCase=*/true,
                                       /*Width=*/16) +
                             Extension);
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
    Expected<std::string> Content =
        readBuildFile(I->path(), BuildFileKind::Summaries, I->path());
    if (!Content) {
      consumeError(Content.takeError());
      continue;
    }
    FileSummaries S;
    Decoder D(*Content);
    D(S);
    if (D.isComplete() && sys::fs::exists(S.Path))
      All[S.Path] = std::move(S);
  }
  return EC ? createStringError(
                  fmt::format("cannot read the folder of --index, '{}': {}",
                              Folder.str(), EC.message()))
            : Error::success();
}

void Session::takeImports(FileRun &R) {
  if (!Index || !R.Analysis)
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
    Encoder E;
    E(It->second);
    const std::string Name = summariesOf(Folder, Path);
    if (Error Failed = writeBuildFile(Name, BuildFileKind::Summaries, E.Bytes,
                                      shown(Name))) {
      say(Label::Error, toString(std::move(Failed)));
      return false;
    }
  }
  return true;
}

} // namespace await_tidy
