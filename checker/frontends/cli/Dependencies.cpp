//===- Dependencies.cpp - What a parse asked the file system --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Dependencies.h"
#include "frontends/cli/AnalyzeFile.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <map>
#include <sys/stat.h>

using namespace llvm;

namespace await_tidy {

Digest digestOf(StringRef Text) {
  auto Bytes = BLAKE3::hash<16>(arrayRefFromStringRef(Text));
  return {support::endian::read64le(Bytes.data()),
          support::endian::read64le(Bytes.data() + 8)};
}

/// Of the names in a folder: the system gives them in any order.
std::string digestText(StringRef Text) {
  Digest Of = digestOf(Text);
  return fmt::format("{:016x}{:016x}", Of.High, Of.Low);
}

static Digest digestOf(std::vector<std::string> Names) {
  sort(Names);
  std::string Text;
  for (const std::string &Name : Names)
    Text += Name + '\0';
  return digestOf(StringRef(Text));
}

template <class Iterator>
static Digest listing(Iterator I, std::error_code &EC) {
  std::vector<std::string> Names;
  for (Iterator Last; !EC && I != Last; I.increment(EC))
    Names.push_back(sys::path::filename(I->path()).str());
  return digestOf(std::move(Names));
}

static bool isAbsence(std::error_code EC) {
  return EC == std::errc::no_such_file_or_directory ||
         EC == std::errc::not_a_directory;
}

static FileStamp stampOf(const struct stat &S) {
  auto Nano = [](const timespec &T) {
    return int64_t(T.tv_sec) * 1000000000 + T.tv_nsec;
  };
  return {uint64_t(S.st_dev), uint64_t(S.st_ino), int64_t(S.st_size),
          Nano(S.st_mtim), Nano(S.st_ctim)};
}

//===----------------------------------------------------------------------===//
// The disk
//===----------------------------------------------------------------------===//

/// One that no file has.
static constexpr uint64_t TextDevice = ~uint64_t(0);

DiskState::DiskState(ArrayRef<UnsavedFile> Unsaved) {
  for (const UnsavedFile &F : Unsaved)
    Texts[F.Path] = &F;
}

/// The name that a text is known by: without `.` and `..`, as the overlay of
/// the parse takes it.
static SmallString<256> plain(StringRef Path) {
  SmallString<256> Result(Path);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result;
}

bool DiskState::isText(StringRef Path) const {
  return !Texts.empty() && Texts.count(plain(Path));
}

DiskState::Probe &DiskState::probe(StringRef Path) {
  auto [It, IsNew] = Probes.try_emplace(Path);
  Probe &P = It->second;
  if (!IsNew)
    return P;
  if (!Texts.empty())
    if (auto Text = Texts.find(plain(Path)); Text != Texts.end()) {
      P.What = SeenFile::File;
      P.Text = Text->second;
      P.Stamp.Device = TextDevice;
      P.Stamp.Inode = reinterpret_cast<uintptr_t>(P.Text);
      return P;
    }
  struct stat S;
  // The key ends in a zero.
  if (::stat(It->first().data(), &S) != 0) {
    if (errno != ENOENT && errno != ENOTDIR)
      P.What = SeenFile::Other;
    return P;
  }
  P.What = S_ISREG(S.st_mode)   ? SeenFile::File
           : S_ISDIR(S.st_mode) ? SeenFile::Folder
                                : SeenFile::Other;
  P.Stamp = stampOf(S);
  return P;
}

bool DiskState::hasContent(Probe &P, StringRef Path, const SeenFile &Seen) {
  if (!P.Content) {
    if (P.Text) {
      P.Content = digestOf(StringRef(P.Text->Text));
    } else if (P.What == SeenFile::Folder) {
      std::error_code EC;
      vfs::FileSystem &Disk = *vfs::getRealFileSystem();
      P.Content = listing(Disk.dir_begin(Path, EC), EC);
      if (EC)
        return false;
    } else {
      auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false);
      if (!Buffer)
        return false;
      P.Content = digestOf((*Buffer)->getBuffer());
    }
  }
  return *P.Content == Seen.Content;
}

DiskState::Answer DiskState::compare(Dependencies &D, StringRef ButFor,
                                     bool *ItDiffers, bool SameTimes) {
  Answer Result = Holds;
  // Which names are names of one file matters (#pragma once), which one it is
  // does not.
  using Id = std::pair<uint64_t, uint64_t>;
  DenseMap<Id, Id> Now, Then;
  auto IsSameIdentity = [&](const FileStamp &Was, const FileStamp &Is) {
    Id A{Was.Device, Was.Inode}, B{Is.Device, Is.Inode};
    return Now.try_emplace(A, B).first->second == B &&
           Then.try_emplace(B, A).first->second == A;
  };
  std::string Path;
  for (SeenFolder &Folder : D.Folders) {
    bool StillAbsent = false;
    if (!Folder.Path.empty()) {
      Probe &P = probe(Folder.Path);
      bool Exists = P.What == SeenFile::Folder;
      StillAbsent = Folder.Exists ? Exists && Folder.IsStampSure &&
                                        P.Stamp == Folder.Stamp
                                  : !Exists;
    }
    for (SeenFile &F : Folder.Files) {
      Path = Folder.Path;
      Path += F.Name;
      if (F.What == SeenFile::Absent && StillAbsent && !F.IsLink &&
          !isText(Path))
        continue;
      Probe &P = probe(Path);
      if (P.What != F.What)
        return Differs;
      if (F.What == SeenFile::Absent)
        continue;
      if (F.What == SeenFile::File && !IsSameIdentity(F.Stamp, P.Stamp))
        return Differs;
      if (!F.HasDigest || (F.IsStampSure && !P.Text && F.Stamp == P.Stamp))
        continue;
      if (SameTimes && F.What == SeenFile::File &&
          ((P.Text != nullptr) != (F.Stamp.Device == TextDevice) ||
           (!P.Text && F.Stamp.Modified != P.Stamp.Modified)))
        return Differs;
      if (!hasContent(P, Path, F)) {
        if (ButFor.empty() || Path != ButFor)
          return Differs;
        if (ItDiffers)
          *ItDiffers = true;
        continue;
      }
      if (!P.Text)
        Result = HoldsWithOtherStamps;
    }
  }
  for (const SeenLink &L : D.Links) {
    SmallString<256> Target;
    if (sys::fs::real_path(L.Path, Target))
      Target.clear();
    if (Target != L.Target)
      return Differs;
  }
  return Result;
}

bool DiskState::stamp(Dependencies &D, int64_t Begin) {
  // The clock of a file system can be coarse, and that of another machine.
  constexpr int64_t Slack = 2'000'000'000;
  auto IsSure = [&](const FileStamp &S) {
    return std::max(S.Modified, S.Changed) < Begin - Slack;
  };
  std::string Path;
  for (SeenFolder &Folder : D.Folders) {
    if (!Folder.Path.empty()) {
      Probe &P = probe(Folder.Path);
      Folder.Exists = P.What == SeenFile::Folder;
      Folder.Stamp = P.Stamp;
      Folder.IsStampSure = Folder.Exists && IsSure(P.Stamp);
    }
    for (SeenFile &F : Folder.Files) {
      Path = Folder.Path + F.Name;
      if (F.What == SeenFile::Absent) {
        // It can come to be without a change of its folder: a link to nothing.
        struct stat S;
        F.IsLink = lstat(Path.c_str(), &S) == 0;
        if (F.IsLink && !S_ISLNK(S.st_mode) && !isText(Path))
          return false;
        continue;
      }
      Probe &P = probe(Path);
      if (P.What != F.What)
        return false;
      F.Stamp = P.Stamp;
      F.IsStampSure = !P.Text && IsSure(P.Stamp);
    }
  }
  return true;
}

//===----------------------------------------------------------------------===//
// What is asked
//===----------------------------------------------------------------------===//

namespace {

class WatchedFile : public vfs::File {
public:
  WatchedFile(std::unique_ptr<vfs::File> Below, FileWatch &Watch,
              std::string Path)
      : Below(std::move(Below)), Watch(Watch), Path(std::move(Path)) {}

  ErrorOr<vfs::Status> status() override { return Below->status(); }
  ErrorOr<std::string> getName() override { return Below->getName(); }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name,
                                                   int64_t FileSize,
                                                   bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    auto Buffer =
        Below->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Watch.wasRead(Path, (*Buffer)->getBuffer());
    return Buffer;
  }
  std::error_code close() override { return Below->close(); }

protected:
  void setPath(const Twine &Path) override {
    if (auto Same = getWithPath(std::move(Below), Path))
      Below = std::move(*Same);
  }

private:
  std::unique_ptr<vfs::File> Below;
  FileWatch &Watch;
  std::string Path;
};

} // namespace

FileWatch::FileWatch(IntrusiveRefCntPtr<vfs::FileSystem> Below,
                     std::string Directory)
    : ProxyFileSystem(std::move(Below)), Directory(std::move(Directory)) {
  if (!StringRef(this->Directory).ends_with("/"))
    this->Directory += '/';
}

std::string FileWatch::key(const Twine &Path) const {
  std::string P = Path.str();
  return StringRef(P).starts_with("/") ? P : Directory + P;
}

SeenFile &FileWatch::note(const std::string &Path,
                          const ErrorOr<vfs::Status> &Found) {
  auto [It, IsNew] = Files.try_emplace(Path);
  SeenFile &F = It->second;
  SeenFile::Kind What = SeenFile::Absent;
  if (!Found)
    IsSure &= isAbsence(Found.getError());
  else if (Found->isRegularFile())
    What = SeenFile::File;
  else if (Found->isDirectory())
    What = SeenFile::Folder;
  else
    What = SeenFile::Other;
  // A file that came and went in between.
  IsSure &= IsNew || F.What == What;
  F.What = What;
  return F;
}

ErrorOr<vfs::Status> FileWatch::status(const Twine &Path) {
  auto Found = ProxyFileSystem::status(Path);
  note(key(Path), Found);
  return Found;
}

bool FileWatch::exists(const Twine &Path) {
  ErrorOr<vfs::Status> Found = status(Path);
  return Found && Found->exists();
}

ErrorOr<std::unique_ptr<vfs::File>>
FileWatch::openFileForRead(const Twine &Path) {
  auto Opened = ProxyFileSystem::openFileForRead(Path);
  std::string Key = key(Path);
  if (!Opened) {
    note(Key, Opened.getError());
    return Opened;
  }
  note(Key, (*Opened)->status());
  return std::make_unique<WatchedFile>(std::move(*Opened), *this,
                                       std::move(Key));
}

void FileWatch::wasRead(StringRef Path, StringRef Text) {
  SeenFile &F = Files[Path];
  Digest New = digestOf(Text);
  // Two texts under one name: what was made of which, nobody knows.
  IsSure &= !F.HasDigest || F.Content == New;
  F.HasDigest = true;
  F.Content = New;
}

vfs::directory_iterator FileWatch::dir_begin(const Twine &Dir,
                                             std::error_code &EC) {
  std::string Key = key(Dir);
  SeenFile &F = note(Key, ProxyFileSystem::status(Dir));
  if (F.What == SeenFile::Folder) {
    std::error_code Failed;
    F.Content = listing(ProxyFileSystem::dir_begin(Dir, Failed), Failed);
    F.HasDigest = true;
    IsSure &= !Failed;
  }
  return ProxyFileSystem::dir_begin(Dir, EC);
}

std::error_code FileWatch::getRealPath(const Twine &Path,
                                       SmallVectorImpl<char> &Output) {
  std::error_code EC = ProxyFileSystem::getRealPath(Path, Output);
  Links[key(Path)] = EC ? "" : std::string(Output.begin(), Output.end());
  return EC;
}

void FileWatch::add(const Dependencies &D) {
  for (const SeenFolder &Folder : D.Folders)
    for (const SeenFile &F : Folder.Files) {
      auto [It, IsNew] = Files.try_emplace(Folder.Path + F.Name);
      SeenFile &Mine = It->second;
      IsSure &= IsNew || Mine.What == F.What;
      IsSure &= !Mine.HasDigest || !F.HasDigest || Mine.Content == F.Content;
      Mine.What = F.What;
      if (F.HasDigest) {
        Mine.HasDigest = true;
        Mine.Content = F.Content;
      }
    }
  for (const SeenLink &L : D.Links)
    Links[L.Path] = L.Target;
}

std::optional<Dependencies> FileWatch::seen(StringRef ButText) const {
  if (!IsSure)
    return std::nullopt;
  std::string But = key(ButText);
  std::map<StringRef, std::vector<SeenFile>> ByFolder;
  for (const auto &Entry : Files) {
    size_t Slash = Entry.first().rfind('/') + 1;
    SeenFile F = Entry.second;
    F.Name = Entry.first().drop_front(Slash).str();
    F.HasDigest &= Entry.first() != But;
    ByFolder[Entry.first().take_front(Slash)].push_back(std::move(F));
  }
  Dependencies D;
  for (auto &[Path, Seen] : ByFolder) {
    sort(Seen,
         [](const SeenFile &A, const SeenFile &B) { return A.Name < B.Name; });
    D.Folders.push_back({Path.str(), false, {}, false, std::move(Seen)});
  }
  for (const auto &Entry : Links)
    D.Links.push_back({Entry.first().str(), Entry.second});
  return D;
}

} // namespace await_tidy
