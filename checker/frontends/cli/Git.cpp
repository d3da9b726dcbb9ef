//===- Git.cpp - What was changed, and what is staged ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Git.h"
#include "findings/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <tuple>

using namespace llvm;

namespace await_tidy {

std::string repositoryOf(StringRef Directory) {
  for (StringRef Dir = Directory; !Dir.empty();
       Dir = sys::path::parent_path(Dir)) {
    SmallString<256> Path(Dir);
    sys::path::append(Path, ".git");
    if (sys::fs::exists(Path))
      return Dir.str();
  }
  return Directory.str();
}

/// What `git \p Arguments` prints when it is run in \p Root and reads \p Input.
static Expected<std::string> git(const std::string &Root,
                                 ArrayRef<StringRef> Arguments,
                                 StringRef Input = {}) {
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError("git is not installed");
  SmallString<128> In, Out, Err;
  FileRemover Removers[3];
  for (auto [Name, Path, Remover] : {std::tuple("in", &In, &Removers[0]),
                                     {"out", &Out, &Removers[1]},
                                     {"err", &Err, &Removers[2]}}) {
    std::error_code EC =
        sys::fs::createTemporaryFile("await-tidy-git", Name, *Path);
    if (!EC)
      Remover->setFile(*Path);
    if (!EC && Path == &In && !Input.empty())
      EC = errorToErrorCode(writeToOutput(In, [&](raw_ostream &OS) {
        OS << Input;
        return Error::success();
      }));
    if (EC)
      return createStringError(EC, "there is no room for a temporary file: " +
                                       EC.message());
  }
  // What a configuration can name that is run for a diff, it must not.
  SmallVector<StringRef, 24> Words{"git",
                                   "--no-pager",
                                   "--no-optional-locks",
                                   "-c",
                                   "core.fsmonitor=false",
                                   "-c",
                                   "core.hooksPath=/dev/null",
                                   "-C",
                                   Root};
  append_range(Words, Arguments);
  std::string Problem;
  std::optional<StringRef> Streams[] = {In.str(), Out.str(), Err.str()};
  int Code =
      sys::ExecuteAndWait(*Program, Words, std::nullopt, Streams,
                          /*SecondsToWait=*/120, /*MemoryLimit=*/0, &Problem);
  auto Read = [](StringRef Path) {
    auto Buffer = MemoryBuffer::getFile(Path);
    return Buffer ? (*Buffer)->getBuffer().str() : std::string();
  };
  if (Code == 0)
    return Read(Out);
  StringRef Said = StringRef(Problem).trim();
  std::string Complaint = Read(Err);
  if (Said.empty())
    Said = StringRef(Complaint).trim().split('\n').first;
  return createStringError(
      fmt::format("git {} failed: {}", Arguments.front().str(), Said.str()));
}

/// Options that make a diff what ChangedLines reads, whatever is configured.
static constexpr StringRef PlainDiff[] = {"-U0",
                                          "--no-color",
                                          "--no-ext-diff",
                                          "--no-textconv",
                                          "--no-renames",
                                          "--ignore-submodules",
                                          "--src-prefix=a/",
                                          "--dst-prefix=b/"};

Expected<ChangedLines> changedSince(StringRef Revision, StringRef Directory) {
  // It would be read as an option.
  if (Revision.starts_with("-"))
    return createStringError(
        fmt::format("--changed-since needs a revision, not the option '{}'",
                    Revision.str()));
  std::string Root = repositoryOf(Directory);
  std::string Commit = (Revision + "^{commit}").str();
  Expected<std::string> Hash = git(
      Root, {"rev-parse", "--verify", "--quiet", "--end-of-options", Commit});
  if (!Hash) {
    std::string Why = toString(Hash.takeError());
    return createStringError(
        StringRef(Why).contains("git rev-parse failed:") &&
                StringRef(Why).rtrim().ends_with(":")
            ? fmt::format("there is no commit '{}' in the repository '{}'",
                          Revision.str(), displayPath(Root, Directory))
            : Why);
  }
  StringRef Name = StringRef(*Hash).trim();
  SmallVector<StringRef, 16> Words{"diff"};
  append_range(Words, PlainDiff);
  append_range(Words, std::initializer_list<StringRef>{Name, "--"});
  Expected<std::string> Diff = git(Root, Words);
  if (!Diff)
    return Diff.takeError();
  ChangedLines Changed;
  if (Error E = Changed.add(*Diff, Root))
    return E;
  Expected<std::string> Unknown =
      git(Root, {"ls-files", "-z", "--others", "--exclude-standard"});
  if (!Unknown)
    return Unknown.takeError();
  SmallVector<StringRef, 0> Names;
  StringRef(*Unknown).split(Names, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef N : Names)
    Changed.addFile(absolutePath(N, Root));
  return Changed;
}

/// The staged texts of what `git diff --raw -z --no-abbrev` lists in \p Raw.
static Expected<std::vector<UnsavedFile>> stagedTexts(const std::string &Root,
                                                      StringRef Raw) {
  std::vector<UnsavedFile> Texts;
  std::string Names;
  while (!Raw.empty()) {
    // :100644 100644 <object> <object> M\0<path>\0
    StringRef Entry, Path;
    std::tie(Entry, Raw) = Raw.split('\0');
    std::tie(Path, Raw) = Raw.split('\0');
    SmallVector<StringRef, 5> Fields;
    Entry.split(Fields, ' ');
    if (Fields.size() != 5 || Path.empty())
      return createStringError("cannot understand what git diff --raw printed");
    // A link; or, without a mode, a conflict or a file that is only to come.
    if (!Fields[0].starts_with(":100"))
      continue;
    Names += (Fields[2] + "\n").str();
    Texts.push_back({absolutePath(Path, Root), ""});
  }
  if (Texts.empty())
    return Texts;
  Expected<std::string> Objects = git(Root, {"cat-file", "--batch"}, Names);
  if (!Objects)
    return Objects.takeError();
  StringRef Rest = *Objects;
  for (UnsavedFile &F : Texts) {
    // <object> blob <size>\n<content>\n
    StringRef Head;
    std::tie(Head, Rest) = Rest.split('\n');
    size_t Size;
    if (Head.rsplit(' ').second.getAsInteger(10, Size) || Rest.size() <= Size)
      return createStringError(fmt::format(
          "git has not got what is staged of '{}'", displayPath(F.Path, Root)));
    F.Text = Rest.take_front(Size).str();
    Rest = Rest.drop_front(Size + 1);
  }
  return Texts;
}

Expected<StagedChanges> stagedChanges(StringRef Directory) {
  std::string Root = repositoryOf(Directory);
  StagedChanges Result;
  // Without a commit it is named after, also where there is none yet.
  SmallVector<StringRef, 16> Words{"diff", "--cached"};
  append_range(Words, PlainDiff);
  Expected<std::string> Diff = git(Root, Words);
  if (!Diff)
    return Diff.takeError();
  Result.AnyAtAll = !Diff->empty();
  if (Error E = Result.Lines.add(*Diff, Root))
    return E;
  Expected<std::string> Raw =
      git(Root, {"diff", "--raw", "-z", "--no-abbrev", "--no-ext-diff",
                 "--no-renames", "--ignore-submodules"});
  if (!Raw)
    return Raw.takeError();
  Expected<std::vector<UnsavedFile>> Texts = stagedTexts(Root, *Raw);
  if (!Texts)
    return Texts.takeError();
  Result.Texts = std::move(*Texts);
  return Result;
}

} // namespace await_tidy
