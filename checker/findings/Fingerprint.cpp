//===- Fingerprint.cpp - The same finding in another version --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/Fingerprint.h"
#include "findings/SourceFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <fmt/format.h>
#include <map>

using namespace llvm;

namespace await_tidy {

std::string shortHash(StringRef Text) {
  std::array<uint8_t, 32> Hash = SHA256::hash(arrayRefFromStringRef(Text));
  return toHex(ArrayRef(Hash).take_front(8), /*LowerCase=*/true);
}

std::string normalizedCode(StringRef Line) {
  std::string Out;
  char Quote = 0;
  for (size_t I = 0; I != Line.size(); ++I) {
    char C = Line[I];
    if (Quote) {
      Out += C;
      if (C == '\\' && I + 1 != Line.size())
        Out += Line[++I];
      else if (C == Quote)
        Quote = 0;
      continue;
    }
    if (Line.substr(I).starts_with("//"))
      break;
    if (Line.substr(I).starts_with("/*")) {
      size_t End = Line.find("*/", I + 2);
      if (End == StringRef::npos)
        break;
      I = End + 1;
      continue;
    }
    // Between digits it separates thousands.
    if (C == '"' || (C == '\'' && (I == 0 || !isAlnum(Line[I - 1]))))
      Quote = C;
    if (!isSpace(C))
      Out += C;
  }
  return Out;
}

std::string fingerprint(const Finding &F, SourceFiles &Files) {
  std::string Text = F.Rule + '\n' + F.Function + '\n' +
                     normalizedCode(Files.line(F.Where.File, F.Where.Line));
  auto Check =
      find_if(F.Notes, [](const Note &N) { return N.Kind == NoteKind::Check; });
  if (Check != F.Notes.end() && Check->Where.isValid())
    Text +=
        '\n' + normalizedCode(Files.line(Check->Where.File, Check->Where.Line));
  return shortHash(Text);
}

std::vector<std::string> fingerprints(ArrayRef<Finding> Findings,
                                      SourceFiles &Files) {
  std::map<std::pair<std::string, std::string>, unsigned> Before;
  std::vector<std::string> Out;
  for (const Finding &F : Findings) {
    std::string Hash = fingerprint(F, Files);
    unsigned Ordinal = Before[{F.Where.File, Hash}]++;
    Out.push_back(fmt::format("{}:{}", Hash, Ordinal));
  }
  return Out;
}

} // namespace await_tidy
