//===- Store.cpp - A folder of things that can be made again --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Store.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace await_tidy {

// In front of every piece; behind it stand the checksum and the size. A new
// format has another one.
static constexpr char Magic[] = "await-tidy cache 1\n";
static constexpr size_t MagicSize = 32; ///< filled up: PCHs want an alignment
static constexpr size_t EndSize = 3 * sizeof(uint64_t);
static constexpr StringRef Temporary = ".part-";

static bool isPieceName(StringRef Name) {
  return !Name.empty() && Name.find_if_not([](char C) {
    return isAlnum(C) || C == '.' || C == '-';
  }) == StringRef::npos &&
         Name.contains('.');
}

Expected<Store> Store::open(StringRef Folder) {
  auto Fail = [&](const std::string &Why) {
    return createStringError(
        fmt::format("nothing is kept in '{}': {}", Folder.str(), Why));
  };
  if (std::error_code EC = sys::fs::create_directories(
          Folder, /*IgnoreExisting=*/true, sys::fs::owner_all))
    return Fail(EC.message());
  struct stat Status;
  if (::stat(Folder.str().c_str(), &Status) != 0)
    return Fail(std::strerror(errno));
  if (!S_ISDIR(Status.st_mode))
    return Fail("it is not a folder");
  if (Status.st_uid != geteuid())
    return Fail("it belongs to somebody else");
  if (Status.st_mode & (S_IWGRP | S_IWOTH))
    return Fail("others may write to it (chmod go-w)");
  SmallString<256> Tag(Folder);
  sys::path::append(Tag, "CACHEDIR.TAG");
  // For programs that make backups.
  int File = ::open(Tag.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (File >= 0) {
    static constexpr StringRef Text =
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# What await-tidy keeps to be faster; it can be deleted.\n";
    (void)!write(File, Text.data(), Text.size());
    close(File);
  }
  return Store(Folder.str());
}

std::string Store::pathOf(StringRef Name, StringRef Kind) const {
  return fmt::format("{}/{}/{}.{}", Folder, Name.take_front(2).str(),
                     Name.drop_front(2).str(), Kind.str());
}

namespace {
/// What stands behind the bytes of a piece.
struct End {
  uint64_t Size, Low, High;
};
} // namespace

/// Of blocks one after the other: what is put comes in parts.
static End endOf(ArrayRef<StringRef> Parts) {
  End E{0, 0, 0};
  for (StringRef Part : Parts) {
    XXH128_hash_t H =
        xxh3_128bits(ArrayRef(Part.bytes_begin(), Part.bytes_end()));
    E.Size += Part.size();
    uint64_t Both[4] = {E.Low, E.High, H.low64, H.high64};
    H = xxh3_128bits(
        ArrayRef(reinterpret_cast<const uint8_t *>(Both), sizeof Both));
    E.Low = H.low64;
    E.High = H.high64;
  }
  return E;
}

Store::Piece Store::get(StringRef Name, StringRef Kind) const {
  std::string Path = pathOf(Name, Kind);
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return {};
  StringRef All = (*Buffer)->getBuffer();
  if (All.size() < MagicSize + EndSize || !All.starts_with(Magic))
    return {};
  StringRef Bytes = All.drop_back(EndSize);
  End Written, Found;
  std::memcpy(&Written, All.end() - EndSize, EndSize);
  // The parts are those of put(): the head, and all the rest.
  Found =
      endOf({Bytes.take_front(MagicSize), StringRef(Path).rsplit('/').second,
             Bytes.drop_front(MagicSize)});
  if (std::memcmp(&Written, &Found, EndSize) != 0)
    return {};
  // Used today: shrink() leaves it alone for longer.
  sys::fs::file_status Status;
  auto Now = std::chrono::system_clock::now();
  if (!sys::fs::status(Path, Status) &&
      Now - Status.getLastModificationTime() > std::chrono::hours(1))
    utimensat(AT_FDCWD, Path.c_str(), nullptr, 0);
  return {std::move(*Buffer), Bytes.drop_front(MagicSize)};
}

static bool writeAll(int To, StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t N = write(To, Bytes.data(), Bytes.size());
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    Bytes = Bytes.drop_front(N);
  }
  return true;
}

bool Store::put(StringRef Name, StringRef Kind,
                ArrayRef<StringRef> Parts) const {
  std::string Path = pathOf(Name, Kind), Joined;
  StringRef Rest;
  if (Parts.size() == 1) {
    Rest = Parts.front();
  } else {
    for (StringRef Part : Parts)
      Joined += Part;
    Rest = Joined;
  }
  StringRef Head(Magic, sizeof Magic - 1);
  std::string Padded = Head.str();
  Padded.resize(MagicSize);
  if (sys::fs::create_directory(sys::path::parent_path(Path),
                                /*IgnoreExisting=*/true, sys::fs::owner_all))
    return false;
  std::string Beside = Path + Temporary.str() + "XXXXXX";
  int File = mkostemp(Beside.data(), O_CLOEXEC);
  if (File < 0)
    return false;
  End E = endOf({Padded, StringRef(Path).rsplit('/').second, Rest});
  bool IsFine = writeAll(File, Padded) && writeAll(File, Rest) &&
                writeAll(File, {reinterpret_cast<const char *>(&E), sizeof E});
  IsFine &= close(File) == 0;
  if (IsFine && rename(Beside.c_str(), Path.c_str()) == 0)
    return true;
  unlink(Beside.c_str());
  return false;
}

void Store::shrink(uint64_t Bytes) const {
  struct Found {
    sys::TimePoint<> Used;
    uint64_t Size;
    std::string Path;
  };
  std::vector<Found> All;
  uint64_t Sum = 0;
  auto Now = std::chrono::system_clock::now();
  std::error_code EC;
  for (sys::fs::directory_iterator Dir(Folder, EC), None; !EC && Dir != None;
       Dir.increment(EC)) {
    // Only what is named as pathOf() names it: the folder can be any.
    StringRef Letters = sys::path::filename(Dir->path());
    if (Letters.size() != 2 || !all_of(Letters, isHexDigit))
      continue;
    std::error_code Inner;
    for (sys::fs::directory_iterator I(Dir->path(), Inner), Last;
         !Inner && I != Last; I.increment(Inner)) {
      sys::fs::file_status Status;
      if (!isPieceName(sys::path::filename(I->path())) ||
          sys::fs::status(I->path(), Status) ||
          Status.type() != sys::fs::file_type::regular_file)
        continue;
      sys::TimePoint<> Used = Status.getLastModificationTime();
      if (StringRef(I->path()).contains(Temporary)) {
        if (Now - Used > std::chrono::hours(1))
          unlink(I->path().c_str());
        continue;
      }
      Sum += Status.getSize();
      All.push_back({Used, Status.getSize(), I->path()});
    }
  }
  if (Sum <= Bytes)
    return;
  sort(All, [](const Found &A, const Found &B) { return A.Used < B.Used; });
  for (const Found &F : All) {
    if (Sum <= Bytes)
      return;
    if (unlink(F.Path.c_str()) == 0)
      Sum -= F.Size;
  }
}

} // namespace await_tidy
