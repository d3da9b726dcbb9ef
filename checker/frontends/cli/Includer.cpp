//===- Includer.cpp - A source file that includes a header ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Includer.h"
#include "clang/Driver/Types.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace await_tidy {

bool isHeaderName(StringRef Path) {
  StringRef Extension = sys::path::extension(Path);
  if (!Extension.consume_front("."))
    return false;
  driver::types::ID Type = driver::types::lookupTypeForExtension(Extension);
  return Type != driver::types::TY_INVALID &&
         driver::types::onlyPrecompileType(Type);
}

/// The folders of \p Path, from the top down, and its name.
static SmallVector<StringRef, 16> parts(StringRef Path) {
  return {sys::path::begin(Path), sys::path::end(Path)};
}

/// How many folders of \p A and \p B are the same, from the top down.
static size_t commonFolders(StringRef A, StringRef B) {
  SmallVector<StringRef, 16> X = parts(A), Y = parts(B);
  size_t N = 0;
  while (N < X.size() && N < Y.size() && X[N] == Y[N])
    ++N;
  return N;
}

/// Whether `#include "Written"` can mean \p Header: the names, and the folders
/// written before them, are the same.
static bool canMean(StringRef Written, StringRef Header) {
  SmallVector<StringRef, 16> W = parts(Written), H = parts(Header);
  erase_if(W, [](StringRef Part) { return Part == "."; });
  // What stands above `..` is not known.
  auto Up = find(reverse(W), "..");
  size_t Known = Up - reverse(W).begin();
  if (Known == 0 || Known > H.size())
    return false;
  return ArrayRef(W).take_back(Known) == ArrayRef(H).take_back(Known);
}

static bool hasInclude(StringRef Source, StringRef Header) {
  auto Buffer = MemoryBuffer::getFile(Source);
  if (!Buffer)
    return false;
  StringRef Text = (*Buffer)->getBuffer();
  if (!Text.contains(sys::path::filename(Header)))
    return false;
  using namespace dependency_directives_scan;
  SmallVector<dependency_directives_scan::Token, 256> Tokens;
  SmallVector<Directive, 64> Directives;
  // True means an error; what was read until then counts.
  (void)scanSourceForDependencyDirectives(Text, Tokens, Directives);
  for (const Directive &D : Directives)
    if (D.Kind == pp_include || D.Kind == pp_include_next ||
        D.Kind == pp_import)
      for (const auto &T : D.Tokens) {
        StringRef Name = Text.substr(T.Offset, T.Length);
        if (Name.size() > 2 && (Name.front() == '"' || Name.front() == '<') &&
            canMean(Name.drop_front().drop_back(), Header))
          return true;
      }
  return false;
}

std::string includerOf(StringRef Header, std::vector<std::string> Sources) {
  auto Rank = [&](const std::string &S) {
    return std::tuple(sys::path::stem(S) != sys::path::stem(Header),
                      -int64_t(commonFolders(S, Header)), StringRef(S));
  };
  sort(Sources, [&](const std::string &A, const std::string &B) {
    return Rank(A) < Rank(B);
  });
  for (const std::string &S : Sources)
    if (!isHeaderName(S) && hasInclude(S, Header))
      return S;
  return "";
}

} // namespace await_tidy
