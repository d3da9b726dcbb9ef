//===- SourceFiles.h - The text of the files that findings are in  -*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads each file once, by line. Findings carry positions, not text, so every
/// output that shows source reads it here.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_SOURCEFILES_H
#define AWAIT_TIDY_FINDINGS_SOURCEFILES_H

#include "llvm/ADT/StringRef.h"
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace await_tidy {

class SourceFiles {
public:
  using Reader =
      std::function<std::optional<std::string>(const std::string &Path)>;

  /// Reads from the disk.
  SourceFiles();
  /// Reads from where the host says, e.g. its virtual file system.
  explicit SourceFiles(Reader Read) : Read(std::move(Read)) {}

  /// The whole file, or nothing when it cannot be read.
  std::optional<llvm::StringRef> text(const std::string &Path);

  /// Line \p Number (from 1) without its line break; empty when there is none.
  llvm::StringRef line(const std::string &Path, unsigned Number);

  /// Those that were asked for and could be read.
  std::set<std::string> paths() const;

private:
  struct File {
    bool Readable = false;
    std::string Text;
    std::vector<size_t> LineStarts;
  };
  const File &load(const std::string &Path);

  Reader Read;
  std::map<std::string, File> Loaded;
};

} // namespace await_tidy

#endif
