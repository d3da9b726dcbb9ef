//===- Git.h - What was changed, and what is staged -------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_GIT_H
#define AWAIT_TIDY_FRONTENDS_CLI_GIT_H

#include "findings/ChangedLines.h"
#include "frontends/cli/AnalyzeFile.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace await_tidy {

/// The folder of the Git repository that \p Directory is in, else itself.
std::string repositoryOf(llvm::StringRef Directory);

/// What is different, in the files of the repository of \p Directory, from the
/// commit that \p Revision names; files that git does not know of are new. Runs
/// git, without a shell, without its pager, hooks, external diffs and monitors.
llvm::Expected<ChangedLines> changedSince(llvm::StringRef Revision,
                                          llvm::StringRef Directory);

/// What the next commit would change.
struct StagedChanges {
  bool AnyAtAll = false;
  ChangedLines Lines; ///< of the staged texts
  /// Those of the files that git knows and that look different on the disk.
  std::vector<UnsavedFile> Texts;
};

/// What is staged in the repository of \p Directory, also before its first
/// commit. Runs git in the same way.
llvm::Expected<StagedChanges> stagedChanges(llvm::StringRef Directory);

} // namespace await_tidy

#endif
