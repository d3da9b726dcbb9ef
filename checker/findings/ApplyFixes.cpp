//===- ApplyFixes.cpp - Writes fix-its into the source files --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/ApplyFixes.h"
#include "findings/SourceFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <set>

using namespace llvm;

namespace await_tidy {

namespace {
struct Edit {
  unsigned Begin, End;
  std::string Text;

  auto key() const { return std::tie(Begin, End, Text); }
  bool operator<(const Edit &Other) const { return key() < Other.key(); }
  bool operator==(const Edit &Other) const { return key() == Other.key(); }

  /// Two insertions at one place also conflict: their order is a guess.
  bool conflictsWith(const Edit &Other) const {
    return Begin == Other.Begin || (Begin < Other.End && Other.Begin < End);
  }
};

using Plan = std::map<std::string, std::set<Edit>>;
} // namespace

/// Adds all fixes of \p F to \p Edits, or none.
static bool plan(const Finding &F, Plan &Edits, SourceFiles &Files) {
  Plan Own;
  for (const FixIt &X : F.Fixes) {
    Edit E{X.Where.Offset, X.Where.EndOffset, X.Text};
    std::optional<StringRef> Text = Files.text(X.Where.File);
    if (!Text || E.Begin > E.End || E.End > Text->size())
      return false;
    // The same edit again is the same repair for another finding.
    auto Conflicts = [&](const Edit &O) {
      return !(E == O) && E.conflictsWith(O);
    };
    if (any_of(Edits[X.Where.File], Conflicts) ||
        any_of(Own[X.Where.File], Conflicts))
      return false;
    Own[X.Where.File].insert(std::move(E));
  }
  for (auto &[Path, New] : Own)
    Edits[Path].merge(New);
  return true;
}

static Error cannotWrite(const std::string &Path, std::error_code EC) {
  return createStringError(
      EC, fmt::format("cannot write '{}': {}", Path, EC.message()));
}

static Error rewrite(const std::string &Path, const std::set<Edit> &Edits,
                     StringRef Analysed) {
  // A link stays a link: the file it names is replaced.
  SmallString<256> Real;
  if (std::error_code EC = sys::fs::real_path(Path, Real))
    return cannotWrite(Path, EC);
  if (std::error_code EC = sys::fs::access(Real, sys::fs::AccessMode::Write))
    return cannotWrite(Path, EC);
  auto Permissions = sys::fs::getPermissions(Real);
  if (!Permissions)
    return cannotWrite(Path, Permissions.getError());
  auto Now = MemoryBuffer::getFile(Real);
  if (!Now)
    return cannotWrite(Path, Now.getError());
  if ((*Now)->getBuffer() != Analysed)
    return createStringError(fmt::format(
        "'{}' changed since it was analysed; it is left as it is", Path));

  std::string Text;
  size_t Done = 0;
  for (const Edit &E : Edits) {
    Text += Analysed.slice(Done, E.Begin);
    Text += E.Text;
    Done = E.End;
  }
  Text += Analysed.substr(Done);

  Expected<sys::fs::TempFile> Temp =
      sys::fs::TempFile::create(Real + ".await-tidy-%%%%%%");
  if (!Temp)
    return createStringError(
        fmt::format("cannot write '{}': {}", Path, toString(Temp.takeError())));
  raw_fd_ostream Out(Temp->FD, /*shouldClose=*/false);
  Out << Text;
  Out.flush();
  std::error_code EC = Out.error();
  Out.clear_error();
  if (!EC)
    EC = sys::fs::setPermissions(Temp->TmpName, *Permissions);
  if (EC) {
    consumeError(Temp->discard());
    return cannotWrite(Path, EC);
  }
  return Temp->keep(Real);
}

FixOutcome applyFixes(ArrayRef<Finding> Findings, SourceFiles &Files) {
  FixOutcome Outcome;
  Plan Edits;
  std::vector<const Finding *> Planned;
  for (const Finding &F : Findings) {
    if (F.Fixes.empty())
      continue;
    if (plan(F, Edits, Files))
      Planned.push_back(&F);
    else
      Outcome.LeftOut.push_back(&F);
  }

  std::set<std::string> Failed;
  for (const auto &[Path, InFile] : Edits) {
    if (InFile.empty())
      continue;
    if (Error E = rewrite(Path, InFile, *Files.text(Path))) {
      Outcome.Errors.push_back(toString(std::move(E)));
      Failed.insert(Path);
    }
  }
  for (const Finding *F : Planned) {
    bool IsDone = none_of(
        F->Fixes, [&](const FixIt &X) { return Failed.count(X.Where.File); });
    if (IsDone)
      ++Outcome.Repaired[F->Where.File];
    else
      Outcome.LeftOut.push_back(F);
  }
  return Outcome;
}

} // namespace await_tidy
