//===- Git.cpp - What was changed since a revision ------------------------===//
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
#include <fmt/format.h>

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

/// What `git \p Arguments` prints when it is run in \p Root.
static Expected<std::string> git(const std::string &Root,
                                 ArrayRef<StringRef> Arguments) {
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError("git is not installed");
  SmallString<128> Out, Err;
  if (std::error_code EC =
          sys::fs::createTemporaryFile("await-tidy-git", "out", Out))
    return createStringError(EC, "there is no room for a temporary file: " +
                                     EC.message());
  FileRemover RemoveOut(Out);
  if (std::error_code EC =
          sys::fs::createTemporaryFile("await-tidy-git", "err", Err))
    return createStringError(EC, "there is no room for a temporary file: " +
                                     EC.message());
  FileRemover RemoveErr(Err);
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
  std::optional<StringRef> Streams[] = {StringRef(), Out.str(), Err.str()};
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
  Expected<std::string> Diff =
      git(Root, {"diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv",
                 "--no-renames", "--ignore-submodules", "--src-prefix=a/",
                 "--dst-prefix=b/", Name, "--"});
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

} // namespace await_tidy
