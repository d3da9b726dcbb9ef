//===- Paths.cpp - File names as the user wants to read them --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace await_tidy {

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Result(Path);
  if (!sys::path::is_absolute(Path)) {
    Result = Directory;
    sys::path::append(Result, Path);
  }
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string displayPath(StringRef Path, StringRef Directory) {
  StringRef Rest = Path;
  if (!Directory.empty() && Rest.consume_front(Directory)) {
    // "/src" is not above "/srcs/x.cpp".
    if (Directory.ends_with("/") || Rest.consume_front("/"))
      return Rest.str();
  }
  return Path.str();
}

void makePathsAbsolute(Finding &F, StringRef Directory) {
  auto Fix = [&](SourceSpan &S) {
    if (!S.File.empty())
      S.File = absolutePath(S.File, Directory);
  };
  Fix(F.Where);
  for (Note &N : F.Notes)
    Fix(N.Where);
  for (FixIt &X : F.Fixes)
    Fix(X.Where);
}

} // namespace await_tidy
