//===- QuickLook.h - Files in which nothing can be found --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Most files of a program have no coroutine, and need not be parsed to know
/// that. This looks at words alone: at those of the file and of the project's
/// headers that it could include, in whatever branch, and at the macros of the
/// system's headers that they could use. Whatever is odd is left to the parser.
/// A file that does not compile can be among those that it decides; it would
/// have no findings either.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_QUICKLOOK_H
#define AWAIT_TIDY_FRONTENDS_CLI_QUICKLOOK_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

struct CompileJob;
struct UnsavedFile;

/// For the files of one run: what a header says is read once. Not for several
/// threads.
class QuickLook {
public:
  /// \p Texts hide what the disk has, and are to live as long.
  explicit QuickLook(llvm::ArrayRef<UnsavedFile> Texts);
  ~QuickLook();
  QuickLook(QuickLook &&) noexcept;

  struct Verdict {
    /// Why it cannot be told; empty if nothing can be found.
    std::string Doubt;
    /// Of the project: the file itself and what it includes. Absolute.
    std::vector<std::string> Files;
  };
  /// About \p File, an absolute path, compiled by \p Job.
  Verdict look(const CompileJob &Job, llvm::StringRef File);

private:
  struct Data;
  std::unique_ptr<Data> D;
};

} // namespace await_tidy

#endif
