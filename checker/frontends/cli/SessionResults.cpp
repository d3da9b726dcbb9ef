//===- SessionResults.cpp - A run in pieces -------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --results keeps what came of each file before anything is made of it, and
// --merge goes on from there: what it says is what one run would have said, as
// it is the same code that says it. The comments that silence, and the lines
// that are shown, are read by --merge; so that they are those of the text that
// was analysed, its digest is in the results.
//
//===----------------------------------------------------------------------===//
#include "findings/Paths.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/Session.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

template <class A> void fields(A &Each, FileResults &R) {
  auto &[Path, Run, IsEmpty, OutOfTime, LacksDatabase, Rules, Texts] = R;
  Each(Path, Run, IsEmpty, OutOfTime, LacksDatabase, Rules, Texts);
}

namespace {
struct ResultsOfRun {
  unsigned Shard = 1, Shards = 1;
  std::vector<FileResults> Files;
};
template <class A> void fields(A &Each, ResultsOfRun &R) {
  auto &[Shard, Shards, Files] = R;
  Each(Shard, Shards, Files);
}
} // namespace

/// Adds \p R to what --results writes.
void Session::keepResults(const FileRun &R) {
  BuildFailed |= hasFailed(R);
  FileRun Kept = R;
  FileResults &Out = ForMerge.emplace_back();
  std::set<std::string> Texts;
  if (R.Problem.empty())
    Texts.insert(R.Path);
  for (FileOutcome &O : Kept.Outcomes) {
    // What is the same each time.
    O.Seconds = O.WallSeconds = O.Analysis.Seconds = 0;
    O.Analysis.Times = {};
    O.Analysis.Summaries.clear();
    O.Includes = FileOutcome::AsText;
    for (const SourceSpan &S : O.Analysis.LookedAt)
      Texts.insert(S.File);
    for (const Finding &F : O.Analysis.Findings)
      Texts.insert(F.Where.File);
  }
  mapPaths(Kept, [&](StringRef Path) { return shown(Path); });
  Out.Path = shown(R.Path);
  Out.Run = encodeResults(Kept);
  Out.IsEmpty = R.IsEmpty;
  Out.OutOfTime = R.OutOfTime;
  Out.LacksDatabase = R.LacksDatabase;
  if (R.Analysis)
    Out.Rules = R.Analysis->Rules;
  for (const std::string &Path : Texts)
    if (std::optional<StringRef> Text = Files.text(Path))
      Out.Texts[shown(Path)] = digestText(*Text);
}

/// Writes them. False, with a message, if that has failed.
bool Session::writeResults() {
  ResultsOfRun All{Options.Shard, Options.Shards, std::move(ForMerge)};
  if (Error Failed =
          writeBuildFile(absolutePath(Options.ResultsFile, CurrentDirectory),
                         BuildFileKind::Results, All, Options.ResultsFile)) {
    say(Label::Error, toString(std::move(Failed)));
    return false;
  }
  return true;
}

/// What is in the files of --merge, in the order of the run that they are parts
/// of.
static Expected<std::vector<FileResults>>
readResults(const std::vector<std::string> &Names,
            const std::string &CurrentDirectory) {
  std::vector<FileResults> Whole;
  std::vector<ResultsOfRun> Shards; // by number
  std::vector<std::string> ShardNames;
  for (const std::string &Name : Names) {
    Expected<ResultsOfRun> Read = readBuildFile<ResultsOfRun>(
        absolutePath(Name, CurrentDirectory), BuildFileKind::Results, Name);
    if (!Read)
      return Read.takeError();
    ResultsOfRun &R = *Read;
    if (R.Shards == 1) {
      append_range(Whole, std::move(R.Files));
      continue;
    }
    if (Shards.empty()) {
      Shards.resize(R.Shards);
      ShardNames.resize(R.Shards);
    }
    if (R.Shards != Shards.size())
      return createStringError(
          fmt::format("'{}' is one of {} shards, and another one of {}", Name,
                      R.Shards, Shards.size()));
    std::string &Known = ShardNames[R.Shard - 1];
    if (!Known.empty())
      return createStringError(
          fmt::format("'{}' and '{}' are the same shard", Known, Name));
    Known = Name;
    Shards[R.Shard - 1] = std::move(R);
  }
  // A report without a part of the files would look like one without findings.
  for (auto [I, Name] : enumerate(ShardNames))
    if (Name.empty())
      return createStringError(
          fmt::format("the results of shard {} of {} are missing", I + 1,
                      ShardNames.size()));
  for (size_t I = 0;; ++I) {
    bool IsAny = false;
    for (ResultsOfRun &R : Shards)
      if (I < R.Files.size()) {
        Whole.push_back(std::move(R.Files[I]));
        IsAny = true;
      }
    if (!IsAny)
      return Whole;
  }
}

/// Adds \p Kept to \p R, a run of the same file. False if it is damaged.
bool Session::mergeInto(FileRun &R, const FileResults &Kept) {
  FileRun One;
  if (!decodeResults(Kept.Run, One))
    return false;
  mapPaths(One, [&](StringRef Path) {
    return absolutePath(Path, CurrentDirectory);
  });
  for (const auto &[Name, Digest] : Kept.Texts) {
    std::optional<StringRef> Text =
        Files.text(absolutePath(Name, CurrentDirectory));
    if (Text && digestText(*Text) == Digest)
      continue;
    One.Problem = fmt::format(
        "'{}' {}: the results of '{}' do not fit any "
        "more; analyse it again",
        Name, Text ? "has changed since it was analysed" : "cannot be read",
        Kept.Path);
    break;
  }
  if (R.Problem.empty())
    R.Problem = std::move(One.Problem);
  if (R.Outcomes.empty())
    R.Flags = std::move(One.Flags);
  append_range(R.Outcomes, std::move(One.Outcomes));
  R.IsEmpty |= Kept.IsEmpty;
  R.OutOfTime |= Kept.OutOfTime;
  R.LacksDatabase |= Kept.LacksDatabase;
  if (!Kept.Rules.empty())
    noteRules(Kept.Rules);
  return true;
}

/// Reports what is in the files of --merge. False, with a message, if they
/// cannot be used.
bool Session::mergeResults() {
  Expected<std::vector<FileResults>> All =
      readResults(Options.Files, CurrentDirectory);
  if (!All) {
    say(Label::Error, toString(All.takeError()));
    return false;
  }
  // A file that two targets of a build compile is still one file.
  std::vector<std::string> Paths;
  std::map<std::string, std::vector<FileResults>> ByPath;
  for (FileResults &Kept : *All) {
    std::vector<FileResults> &Same = ByPath[Kept.Path];
    if (Same.empty())
      Paths.push_back(Kept.Path);
    Same.push_back(std::move(Kept));
  }
  FileCount = Paths.size();
  for (const std::string &Path : Paths) {
    FileRun R;
    R.Path = absolutePath(Path, CurrentDirectory);
    for (FileResults &Kept : ByPath[Path])
      if (!mergeInto(R, Kept)) {
        say(Label::Error, fmt::format("the results of '{}' are damaged", Path));
        return false;
      }
    R.IsEmpty &= R.Problem.empty();
    progress(R.Path);
    finish(R);
  }
  return true;
}

} // namespace await_tidy
