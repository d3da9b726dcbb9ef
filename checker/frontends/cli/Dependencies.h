//===- Dependencies.h - What a parse asked the file system ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What was asked and what was answered, so that a later run can see that it
/// would be answered the same: the files that were read, those that were not
/// there (a header that comes to lie earlier on the search path), the folders
/// that were listed.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_DEPENDENCIES_H
#define AWAIT_TIDY_FRONTENDS_CLI_DEPENDENCIES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

struct UnsavedFile;

/// Of a text; two texts have the same one only if they are the same.
struct Digest {
  uint64_t Low = 0, High = 0;
  bool operator==(const Digest &) const = default;
};
Digest digestOf(llvm::StringRef Text);
/// The same as text.
std::string digestText(llvm::StringRef Text);

/// What changes when a file changes, in nanoseconds and what the system counts
/// in. The time of the last change (ctime) is there because anybody can set
/// that of the last modification.
struct FileStamp {
  uint64_t Device = 0, Inode = 0;
  int64_t Size = 0, Modified = 0, Changed = 0;
  bool operator==(const FileStamp &) const = default;
};

struct SeenFile {
  enum Kind : uint8_t { Absent, File, Folder, Other };
  std::string Name;
  Kind What = Absent;
  bool HasDigest = false;
  Digest Content; ///< of a file that was read, or of the names in a folder
  FileStamp Stamp;
  /// A file with this stamp has these contents; else it has to be read.
  bool IsStampSure = false;
  bool IsLink = false; ///< of an absent one: it is a link to nothing
};

struct SeenFolder {
  std::string Path; ///< empty, or ends in '/'
  bool Exists = false;
  FileStamp Stamp;
  /// While the stamp is the same, what is absent in the folder stays absent.
  bool IsStampSure = false;
  std::vector<SeenFile> Files;
};

struct SeenLink {
  std::string Path, Target; ///< empty if there was none
};

struct Dependencies {
  std::vector<SeenFolder> Folders;
  std::vector<SeenLink> Links;
};

template <class A> void fields(A &Each, Digest &D) { Each(D.Low, D.High); }
template <class A> void fields(A &Each, FileStamp &S) {
  auto &[Device, Inode, Size, Modified, Changed] = S;
  Each(Device, Inode, Size, Modified, Changed);
}
template <class A> void fields(A &Each, SeenFile &F) {
  auto &[Name, What, HasDigest, Content, Stamp, IsStampSure, IsLink] = F;
  Each(Name, What, HasDigest, Content, Stamp, IsStampSure, IsLink);
}
template <class A> void fields(A &Each, SeenFolder &F) {
  auto &[Path, Exists, Stamp, IsStampSure, Files] = F;
  Each(Path, Exists, Stamp, IsStampSure, Files);
}
template <class A> void fields(A &Each, SeenLink &L) {
  auto &[Path, Target] = L;
  Each(Path, Target);
}
template <class A> void fields(A &Each, Dependencies &D) {
  auto &[Folders, Links] = D;
  Each(Folders, Links);
}

/// The disk below the texts that hide it, as one run sees it: nothing is looked
/// at twice. Not for several threads.
class DiskState {
public:
  explicit DiskState(llvm::ArrayRef<UnsavedFile> Texts);

  enum Answer { Differs, Holds, HoldsWithOtherStamps };
  /// Whether all of \p D is still so; with other stamps if contents had to be
  /// compared, which stamp() would spare the next one. With \p ButFor not
  /// empty, the contents of that file do not count, and \p ItDiffers says
  /// whether they differ. With
  /// \p SameTimes a file that was written again with the same contents counts
  /// as another one.
  Answer compare(Dependencies &D, llvm::StringRef ButFor = {},
                 bool *ItDiffers = nullptr, bool SameTimes = false);

  /// Fills in the stamps of what was seen by a run that began at \p Begin, in
  /// nanoseconds of the system's clock. False if something is not what it was.
  bool stamp(Dependencies &D, int64_t Begin);

private:
  struct Probe {
    SeenFile::Kind What = SeenFile::Absent;
    FileStamp Stamp;
    const UnsavedFile *Text = nullptr;
    std::optional<Digest> Content;
  };
  Probe &probe(llvm::StringRef Path);
  bool hasContent(Probe &P, llvm::StringRef Path, const SeenFile &Seen);
  bool isText(llvm::StringRef Path) const;

  llvm::StringMap<const UnsavedFile *> Texts;
  llvm::StringMap<Probe> Probes;
};

/// Hands everything on to another file system and writes down what is asked.
class FileWatch : public llvm::vfs::ProxyFileSystem {
public:
  /// Relative paths are below \p Directory.
  FileWatch(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
            std::string Directory);

  /// What was asked until now, without stamps; of the file \p ButText only that
  /// it is there. Nothing when an answer was an error that may go away.
  std::optional<Dependencies> seen(llvm::StringRef ButText = {}) const;
  /// Adds what another parse has seen, which this one did not need to ask.
  void add(const Dependencies &D);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Dir,
                                          std::error_code &EC) override;
  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Output) override;

  /// For the files that this one opens.
  void wasRead(llvm::StringRef Path, llvm::StringRef Text);

private:
  std::string key(const llvm::Twine &Path) const;
  SeenFile &note(const std::string &Path,
                 const llvm::ErrorOr<llvm::vfs::Status> &Found);

  std::string Directory;
  llvm::StringMap<SeenFile> Files; ///< without Name
  llvm::StringMap<std::string> Links;
  bool IsSure = true;
};

} // namespace await_tidy

#endif
