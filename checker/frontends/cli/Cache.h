//===- Cache.h - What earlier runs have found ------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The outcome of a file, kept with all that it depends on (--cache). The name
/// of an entry says how the file was analysed: by which program, with which
/// flags, rules and models. In it stands what the parse asked the file system
/// (Dependencies.h), and the entry counts as long as the answers would be the
/// same. What cannot be told, was not finished or is damaged is not there: the
/// file is analysed.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_CACHE_H
#define AWAIT_TIDY_FRONTENDS_CLI_CACHE_H

#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/Dependencies.h"
#include "frontends/cli/Store.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace await_tidy {

struct CommandLine;
struct FileRun;

/// Where the command line or AWAIT_TIDY_CACHE has results kept; empty: nowhere.
/// The analysed project has no say in it.
std::string cacheFolder(const CommandLine &Options,
                        llvm::StringRef CurrentDirectory);

class Cache {
public:
  /// In \p Folder, which is made. \p Texts hide what the disk has, and are to
  /// live as long. An error when nothing can be kept there.
  static llvm::Expected<Cache> open(llvm::StringRef Folder,
                                    llvm::ArrayRef<UnsavedFile> Texts);

  /// The name of what is known of \p R, which is ready to be analysed.
  std::string nameOf(const FileRun &R);

  struct Entry {
    bool Holds = false;
    std::string Results; ///< of encodeResults(), if it holds
    double Seconds = 0;  ///< what the analysis took, if there is an entry
    /// All is as it was but for the text of the file itself.
    bool IsEdited = false;
  };
  Entry find(const std::string &Name, llvm::StringRef Path);

  /// Keeps \p Results, of a run that began at \p Begin, see now().
  void keep(const std::string &Name, llvm::StringRef Results, double Seconds,
            Dependencies Seen, int64_t Begin) const;

  /// The parsed includes that are kept. With \p MayMake also those that are
  /// missing, by a run that began at \p Begin.
  std::unique_ptr<KeptIncludes> includes(bool MayMake, int64_t Begin) const;

  void shrink(uint64_t Bytes) const { Where.shrink(Bytes); }

  /// Nanoseconds of the system's clock.
  static int64_t now();

private:
  Cache(Store Where, llvm::ArrayRef<UnsavedFile> Texts, std::string Program);

  Store Where;
  llvm::ArrayRef<UnsavedFile> Texts;
  const int64_t Began = now();
  DiskState Disk;
  std::string Program; ///< what is the same for all names of a run
  std::map<std::shared_ptr<const ModelSet>, Digest> ModelTexts;
};

} // namespace await_tidy

#endif
