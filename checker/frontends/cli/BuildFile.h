//===- BuildFile.h - What one run leaves for another one --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The files that go from one build action to the next: summaries, imports and
/// results. Each begins with a line that says what it is, one that says which
/// build of this program has written it, and a checksum. Only that build reads
/// it: a decision on half of what was found is worse than none.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_BUILDFILE_H
#define AWAIT_TIDY_FRONTENDS_CLI_BUILDFILE_H

#include "base/Encoding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace await_tidy {

enum class BuildFileKind {
  Summaries, ///< of one source file
  Callees,   ///< what making the summaries of a file again can see
  Imports,   ///< what the analysis of a file can see
  Results    ///< of the analysis of some files
};

/// The content of the file \p Path as it was given to writeContent(). The
/// error says what the matter is and what to do, with \p Shown for its name.
llvm::Expected<std::string> readContent(const std::string &Path,
                                        BuildFileKind Kind,
                                        const std::string &Shown);

/// Of bytes that are not what was written.
llvm::Error damaged(const std::string &Shown);

/// The same, taken apart.
template <class T>
llvm::Expected<T> readBuildFile(const std::string &Path, BuildFileKind Kind,
                                const std::string &Shown) {
  llvm::Expected<std::string> Content = readContent(Path, Kind, Shown);
  if (!Content)
    return Content.takeError();
  T Out;
  Decoder D(*Content);
  D(Out);
  if (!D.isComplete())
    return damaged(Shown);
  return Out;
}

/// Writes it as a whole or not at all. One that says the same already is left
/// as it is, with its time: what depends on it needs not be made again.
llvm::Error writeContent(const std::string &Path, BuildFileKind Kind,
                         llvm::StringRef Content, const std::string &Shown);

/// The same with \p What put together.
template <class T>
llvm::Error writeBuildFile(const std::string &Path, BuildFileKind Kind, T &What,
                           const std::string &Shown) {
  Encoder E;
  E(What);
  return writeContent(Path, Kind, E.Bytes, Shown);
}

/// The same for text.
llvm::Error writeIfChanged(const std::string &Path, llvm::StringRef Text,
                           const std::string &Shown);

/// What is known of one source file.
struct FileSummaries {
  std::string Path;
  /// What was known of its callees when they were made: a digest.
  std::string Told;
  std::string Bytes; ///< of an IndexBuilder
};

template <class A> void fields(A &Each, FileSummaries &S) {
  auto &[Path, Told, Bytes] = S;
  Each(Path, Told, Bytes);
}

/// What --link tells of one source file.
struct FileImports {
  std::string Path;
  std::string Bytes;    ///< of a ProjectIndex
  FileSummaries Before; ///< of Callees: what is there
};

template <class A> void fields(A &Each, FileImports &I) {
  auto &[Path, Bytes, Before] = I;
  Each(Path, Bytes, Before);
}

/// What a file that is about the source \p Path is called, without its
/// extension and folder; another one for another path.
std::string nameForSource(llvm::StringRef Path);

} // namespace await_tidy

#endif
