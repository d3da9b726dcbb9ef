//===- SessionIndex.cpp - Summaries of many files -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The folder of --index has a file for each source file. What a function does
// can depend on a function of another file, so a file is summarized again when
// what it was told of those that it asks for has changed, until nothing does.
//
//===----------------------------------------------------------------------===//
#include "findings/Paths.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Includer.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/Session.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
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

/// All files there, by name; an error if the folder cannot be read.
static Error readAll(StringRef Folder,
                     std::map<std::string, std::string> &All) {
  std::error_code EC;
  for (sys::fs::directory_iterator I(Folder, EC), End; !EC && I != End;
       I.increment(EC)) {
    if (!StringRef(I->path()).ends_with(Extension))
      continue;
    auto Buffer = MemoryBuffer::getFile(I->path());
    if (!Buffer)
      return createStringError(fmt::format("cannot read '{}': {}", I->path(),
                                           Buffer.getError().message()));
    All[I->path()] = (*Buffer)->getBuffer().str();
  }
  return EC ? createStringError(
                  fmt::format("cannot read the folder of --index, '{}': {}",
                              Folder.str(), EC.message()))
            : Error::success();
}

void Session::takeOthers(FileRun &R) {
  if (!Others || !R.Analysis)
    return;
  R.Analysis = variant(*R.Analysis, /*Summarize=*/false);
}

/// \p Analysis with what is known of other files. As long as the session, as
/// runs refer to it.
const AnalysisOptions *Session::variant(const AnalysisOptions &Analysis,
                                        bool Summarize) {
  const AnalysisOptions *&Known =
      Variants[{&Analysis, Others.get(), Summarize}];
  if (!Known) {
    AnalysisOptions &New = MadeVariants.emplace_back(Analysis);
    New.Others = Others;
    New.Summarize = Summarize;
    Known = &New;
  }
  return Known;
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
  std::map<std::string, std::string> Summaries;
  // What a file was told when it was summarized.
  std::map<std::string, std::string> Told;
  auto Update = [&] {
    auto All = std::make_shared<ProjectIndex>();
    for (const auto &[Name, Bytes] : Summaries)
      if (Error E = All->add(Bytes)) // as if it were not there
        consumeError(std::move(E));
    Others = std::move(All);
  };
  if (Error E = readAll(Folder, Summaries)) {
    say(Label::Error, toString(std::move(E)));
    return false;
  }
  // What was known of these files can be out of date.
  for (const std::string &Path : Paths)
    Summaries.erase(summariesOf(Folder, Path));
  Update();

  // Each round, a chain of calls through so many files is one longer. A cycle
  // may never come to rest.
  constexpr unsigned MaxRounds = 6;
  std::vector<std::string> Left = Paths;
  for (unsigned Round = 0; Round != MaxRounds && !Left.empty(); ++Round) {
    bool AllWritten = true;
    const bool IsLast = Options.What == Task::Summarize;
    std::map<std::string, std::string> New;
    analyzeEach(
        Left,
        [&](FileRun &R) {
          if (R.Analysis)
            R.Analysis = variant(*R.Analysis, /*Summarize=*/true);
        },
        [&](FileRun &R) {
          // A header is summarized in the files that include it. What is kept
          // of it here would not change when they do.
          std::string Name = summariesOf(Folder, R.Path);
          for (FileOutcome &O : R.Outcomes)
            if (std::string &Bytes = O.Analysis.Summaries;
                !Bytes.empty() && !isHeaderName(R.Path)) {
              New[Name] = std::move(Bytes);
              break;
            }
          if (IsLast && Round == 0)
            finish(R);
        });
    for (auto &[Name, Bytes] : New) {
      std::string &Kept = Summaries[Name];
      if (Kept == Bytes)
        continue;
      Kept = std::move(Bytes);
      if (Error E = writeToOutput(Name, [&, &Kept = Kept](raw_ostream &OS) {
            OS << Kept;
            return Error::success();
          })) {
        say(Label::Error, fmt::format("cannot write '{}': {}", shown(Name),
                                      toString(std::move(E))));
        AllWritten = false;
      }
    }
    if (!AllWritten)
      return false;
    for (const std::string &Path : Left)
      if (auto It = Summaries.find(summariesOf(Folder, Path));
          It != Summaries.end())
        Told[Path] = Others->answersFor(It->second);
    Update();
    Left.clear();
    for (const std::string &Path : Paths)
      if (auto It = Summaries.find(summariesOf(Folder, Path));
          It != Summaries.end() && Others->isAskedFor(It->second) &&
          Others->answersFor(It->second) != Told[Path])
        Left.push_back(Path);
  }
  return true;
}

} // namespace await_tidy
