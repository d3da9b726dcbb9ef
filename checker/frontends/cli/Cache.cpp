//===- Cache.cpp - What earlier runs have found ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Cache.h"
#include "base/Encoding.h"
#include "findings/Paths.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Options.h"
#include "frontends/cli/ProgramId.h"
#include "models/Model.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include <chrono>
#include <cstdlib>

using namespace llvm;

namespace await_tidy {

static constexpr const char *Results = "results", *Includes = "includes";

int64_t Cache::now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

static std::string nameFor(StringRef Bytes) {
  return toHex(BLAKE3::hash<32>(arrayRefFromStringRef(Bytes)),
               /*LowerCase=*/true);
}

std::string cacheFolder(const CommandLine &Options,
                        StringRef CurrentDirectory) {
  const char *Env = std::getenv("AWAIT_TIDY_CACHE");
  StringRef Asked = Env ? Env : "";
  if (!Options.CacheFolder.empty())
    Asked = Options.CacheFolder;
  bool IsWanted = Options.UseCache.value_or(!Asked.empty() && Asked != "0");
  if (!IsWanted)
    return "";
  if (!Asked.empty() && Asked != "0" && Asked != "1")
    return absolutePath(Asked, CurrentDirectory);
  for (auto [Name, Below] : {std::pair("XDG_CACHE_HOME", "await-tidy"),
                             std::pair("HOME", ".cache/await-tidy")})
    if (const char *Base = std::getenv(Name);
        Base && sys::path::is_absolute(Base)) {
      SmallString<256> Folder(Base);
      sys::path::append(Folder, Below);
      return Folder.str().str();
    }
  return "";
}

Expected<Cache> Cache::open(StringRef Folder, ArrayRef<UnsavedFile> Texts) {
  std::string Id = programId();
  if (Id.empty())
    return createStringError(
        "nothing is kept: this program cannot read itself");
  Encoder Program;
  Program(std::string(AWAIT_TIDY_VERSION), clang::getClangFullVersion(), Id);
  // What Clang reads besides its command line.
  for (const char *Name :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH",
        "OBJCPLUS_INCLUDE_PATH", "SDKROOT", "COMPILER_PATH", "GCC_EXEC_PREFIX",
        "CCC_OVERRIDE_OPTIONS", "CL", "_CL_", "INCLUDE", "EXTERNAL_INCLUDE",
        "MACOSX_DEPLOYMENT_TARGET", "SOURCE_DATE_EPOCH", "CUDA_PATH",
        "HIP_PATH", "ROCM_PATH"}) {
    const char *Value = std::getenv(Name);
    Program(std::string(Name), bool(Value), std::string(Value ? Value : ""));
  }
  Program(sys::getHostCPUName().str()); // of -march=native
  Expected<Store> Where = Store::open(Folder);
  if (!Where)
    return Where.takeError();
  return Cache(std::move(*Where), Texts, std::move(Program.Bytes));
}

Cache::Cache(Store Where, ArrayRef<UnsavedFile> Texts, std::string Program)
    : Where(std::move(Where)), Texts(Texts), Disk(Texts),
      Program(std::move(Program)) {}

std::string Cache::nameOf(const FileRun &R) {
  // Taken apart as a whole: what is new has to be thought of here.
  const auto &[Rules, MinConfidence, MinConfidenceOf, Explain, DumpEvents,
               MaxEvents, Summarize, Others, PathsBelow, Models] = *R.Analysis;
  const auto &[Jobs, Origin, Database, Neighbour, Unknown] = R.Flags;
  (void)Others; // made of R.Imports, when it is analysed
  // Those that are compiled in are part of the program.
  Digest ModelText;
  if (Models) {
    auto [Known, IsNew] = ModelTexts.try_emplace(Models);
    if (IsNew)
      Known->second = digestOf(StringRef(Models->text()));
    ModelText = Known->second;
  }
  Encoder E;
  E(std::string(await_tidy::Results), Program, R.Path, Rules, MinConfidence,
    MinConfidenceOf, Explain, DumpEvents, MaxEvents, Summarize, bool(R.Imports),
    R.ImportsDigest, PathsBelow, ModelText, Origin, Database, Neighbour,
    Unknown, Jobs.size());
  for (const CompileJob &Job : Jobs) {
    E(Job.Directory, Job.Arguments, Job.Header);
    // Where a device is compiled for, programs are looked for.
    const char *Path = std::getenv("PATH");
    if (Path && any_of(Job.Arguments, [](StringRef Arg) {
          return Arg.contains_insensitive("cuda") ||
                 Arg.contains_insensitive("hip") || Arg.ends_with(".cu");
        }))
      E(std::string(Path));
  }
  return nameFor(E.Bytes);
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

namespace {
struct KeptResults {
  Dependencies Seen;
  double Seconds = 0;
  std::string Bytes;
};
template <class A> void fields(A &Each, KeptResults &K) {
  Each(K.Seen, K.Seconds, K.Bytes);
}
} // namespace

Cache::Entry Cache::find(const std::string &Name, StringRef Path) {
  Store::Piece Piece = Where.get(Name, Results);
  if (!Piece.File)
    return {};
  KeptResults Kept;
  Decoder D(Piece.Bytes);
  D(Kept);
  if (!D.isComplete())
    return {};
  Entry Found;
  Found.Seconds = Kept.Seconds;
  bool IsEdited = false;
  DiskState::Answer Answer = Disk.compare(Kept.Seen, Path, &IsEdited);
  if (Answer == DiskState::Differs)
    return Found;
  if (IsEdited) {
    Found.IsEdited = true;
    return Found;
  }
  Found.Holds = true;
  Found.Results = Kept.Bytes;
  if (Answer != DiskState::HoldsWithOtherStamps)
    return Found;
  // So that nothing needs to be compared next time.
  DiskState Today(Texts);
  if (!Today.stamp(Kept.Seen, Began))
    return Found;
  Encoder E;
  E(Kept);
  if (E.Bytes != Piece.Bytes)
    Where.put(Name, Results, StringRef(E.Bytes));
  return Found;
}

void Cache::keep(const std::string &Name, StringRef Results, double Seconds,
                 Dependencies Seen, int64_t Begin) const {
  DiskState Today(Texts);
  if (!Today.stamp(Seen, Begin))
    return;
  KeptResults Kept{std::move(Seen), Seconds, Results.str()};
  Encoder E;
  E(Kept);
  Where.put(Name, await_tidy::Results, StringRef(E.Bytes));
}

//===----------------------------------------------------------------------===//
// Includes
//===----------------------------------------------------------------------===//

namespace {

struct IncludesHead {
  Dependencies Seen;
  std::vector<ParseMessage> Messages;
  unsigned Errors = 0;
};
template <class A> void fields(A &Each, IncludesHead &H) {
  Each(H.Seen, H.Messages, H.Errors);
}

class StoredIncludes : public KeptIncludes {
public:
  StoredIncludes(const Store &Where, ArrayRef<UnsavedFile> Texts,
                 const std::string &Program, bool MayMake, int64_t Begin)
      : Where(Where), Texts(Texts), Program(Program), MayMake(MayMake),
        Begin(Begin) {}

  bool mayMake() const override { return MayMake; }

  std::optional<Parsed> find(StringRef Name) override {
    Store::Piece Piece = Where.get(nameOf(Name), Includes);
    uint64_t HeadSize = 0;
    if (!Piece.File || Piece.Bytes.size() < sizeof HeadSize)
      return std::nullopt;
    std::memcpy(&HeadSize, Piece.Bytes.data(), sizeof HeadSize);
    if (HeadSize > Piece.Bytes.size() - sizeof HeadSize)
      return std::nullopt;
    IncludesHead Head;
    Decoder D(Piece.Bytes.substr(sizeof HeadSize, HeadSize));
    D(Head);
    // With another time of one of its files Clang takes it for outdated.
    if (!D.isComplete() ||
        DiskState(Texts).compare(Head.Seen, {}, nullptr, /*SameTimes=*/true) ==
            DiskState::Differs)
      return std::nullopt;
    Parsed P;
    P.File = std::move(Piece.File);
    P.Ast = Piece.Bytes.drop_front(astAt(HeadSize));
    P.Seen = std::move(Head.Seen);
    P.Messages = std::move(Head.Messages);
    P.Errors = Head.Errors;
    return P;
  }

  void keep(StringRef Name, const Parsed &What) override {
    IncludesHead Head{What.Seen, What.Messages, What.Errors};
    if (!DiskState(Texts).stamp(Head.Seen, Begin))
      return;
    Encoder E;
    E(Head);
    uint64_t HeadSize = E.Bytes.size();
    std::string Front(reinterpret_cast<const char *>(&HeadSize),
                      sizeof HeadSize);
    Front += E.Bytes;
    Front.resize(astAt(HeadSize));
    Where.put(nameOf(Name), Includes, {Front, What.Ast});
  }

private:
  /// Clang reads some of it in words of the processor.
  static size_t astAt(uint64_t HeadSize) {
    return alignTo(sizeof HeadSize + HeadSize, 32);
  }
  std::string nameOf(StringRef Name) const {
    Encoder E;
    E(std::string(Includes), Program, Name.str());
    return nameFor(E.Bytes);
  }

  const Store &Where;
  ArrayRef<UnsavedFile> Texts;
  const std::string &Program;
  bool MayMake;
  int64_t Begin;
};

} // namespace

std::unique_ptr<KeptIncludes> Cache::includes(bool MayMake,
                                              int64_t Begin) const {
  return std::make_unique<StoredIncludes>(Where, Texts, Program, MayMake,
                                          Begin);
}

} // namespace await_tidy
