//===- Suppressions.cpp - Findings that the source silences ---------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/Suppressions.h"
#include "findings/GlobList.h"
#include "findings/SourceFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace await_tidy {

namespace {
struct Mark {
  StringRef Name; ///< "NOLINT", "NOLINTBEGIN", ...
  size_t Offset;
  std::optional<std::string> Rules;
};
} // namespace

/// The next mark in \p Text at or after \p From, which moves past it.
static std::optional<Mark> nextMark(StringRef Text, size_t &From) {
  size_t At = Text.find("NOLINT", From);
  if (At == StringRef::npos)
    return std::nullopt;
  Mark M;
  M.Offset = At;
  M.Name = Text.substr(At).take_while(isAlpha);
  From = At + M.Name.size();
  StringRef Rest = Text.substr(From);
  if (Rest.consume_front("(")) {
    size_t Close = Rest.find_first_of(")\n");
    if (Close != StringRef::npos && Rest[Close] == ')') {
      M.Rules = Rest.substr(0, Close).str();
      From += Close + 2;
    }
  }
  return M;
}

const Suppressions::File &Suppressions::scan(const std::string &Path) {
  auto [It, IsNew] = Scanned.try_emplace(Path);
  File &F = It->second;
  if (!IsNew)
    return F;
  StringRef Text = Files.text(Path).value_or(StringRef());

  struct Open {
    SourceSpan Where;
    Globs Rules;
  };
  std::vector<Open> OpenBlocks;
  unsigned Line = 1;
  size_t LineStart = 0, Counted = 0, From = 0;
  while (std::optional<Mark> M = nextMark(Text, From)) {
    for (; Counted != M->Offset; ++Counted)
      if (Text[Counted] == '\n') {
        ++Line;
        LineStart = Counted + 1;
      }
    SourceSpan Where;
    Where.File = Path;
    Where.Line = Where.EndLine = Line;
    Where.Column = M->Offset - LineStart + 1;
    Where.EndColumn = Where.Column + M->Name.size();
    Where.Offset = M->Offset;
    Where.EndOffset = M->Offset + M->Name.size();

    if (M->Name == "NOLINT") {
      F.Lines.emplace(Line, M->Rules);
    } else if (M->Name == "NOLINTNEXTLINE") {
      F.Lines.emplace(Line + 1, M->Rules);
    } else if (M->Name == "NOLINTBEGIN") {
      OpenBlocks.push_back({Where, M->Rules});
    } else if (M->Name == "NOLINTEND") {
      // An end closes the last begin, and only when it names the same rules.
      if (OpenBlocks.empty() || OpenBlocks.back().Rules != M->Rules) {
        Unmatched.push_back(Where);
        continue;
      }
      F.Blocks.push_back({OpenBlocks.back().Where.Line, Line, M->Rules});
      OpenBlocks.pop_back();
    }
  }
  for (const Open &O : OpenBlocks)
    Unmatched.push_back(O.Where);
  return F;
}

bool Suppressions::cover(const Finding &F) {
  auto Names = [&](const Globs &Rules) {
    return !Rules || GlobList(*Rules).contains(F.Rule);
  };
  const File &In = scan(F.Where.File);
  auto [First, Last] = In.Lines.equal_range(F.Where.Line);
  return any_of(make_range(First, Last),
                [&](const auto &Entry) { return Names(Entry.second); }) ||
         any_of(In.Blocks, [&](const Block &B) {
           return B.FirstLine <= F.Where.Line && F.Where.Line <= B.LastLine &&
                  Names(B.Rules);
         });
}

} // namespace await_tidy
