//===- comments_fuzzer.cpp - Comments and lines of any source ------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The suppressions of a file, the excerpt of one of its lines, and the globs
// that stand in it.
//
//===----------------------------------------------------------------------===//
#include "findings/GlobList.h"
#include "findings/SnippetLine.h"
#include "findings/SourceFiles.h"
#include "findings/Suppressions.h"
#include <algorithm>
#include <cstdlib>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  std::string Text(reinterpret_cast<const char *>(Data), Size);
  SourceFiles Files([&](const std::string &) { return Text; });
  Suppressions Comments(Files);
  auto Lines = unsigned(std::count(Text.begin(), Text.end(), '\n') + 1);
  Finding F;
  F.Rule = "await-stale-write";
  F.Where.File = "a.cpp";
  for (unsigned Line : {1u, 2u, Lines / 2 + 1, Lines}) {
    F.Where.Line = F.Where.EndLine = Line;
    Comments.cover(F);
    llvm::StringRef Source = Files.line("a.cpp", Line);
    for (size_t Focus : {size_t(0), Source.size() / 2, Source.size()}) {
      SnippetLine Shown(Source, Focus);
      if (!Shown.shows(Focus) || Shown.position(Focus) > Shown.width())
        std::abort(); // the caret would stand beside the line
      Shown.position(Source.size() + 10);
    }
  }
  SourceSpan All = F.Where;
  All.Line = 1;
  Comments.lookedAt(All);
  Comments.unused({"await-stale-write"});
  Comments.unmatched();
  GlobList Globs(Text);
  Globs.contains("await-stale-write");
  return 0;
}
