//===- Suppressions.cpp - Findings that the source silences ---------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/Suppressions.h"
#include "Rule.h"
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

Suppressions::File &Suppressions::scan(const std::string &Path) {
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
  auto AddLine = [&](const SourceSpan &Where, unsigned L, const Globs &Rules) {
    F.Lines.emplace(L, F.Comments.size());
    F.Comments.push_back({Where, L, L, Rules, {}});
  };
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
      AddLine(Where, Line, M->Rules);
    } else if (M->Name == "NOLINTNEXTLINE") {
      AddLine(Where, Line + 1, M->Rules);
    } else if (M->Name == "NOLINTBEGIN") {
      OpenBlocks.push_back({Where, M->Rules});
    } else if (M->Name == "NOLINTEND") {
      // An end closes the last begin, and only when it names the same rules.
      if (OpenBlocks.empty() || OpenBlocks.back().Rules != M->Rules) {
        Unmatched.push_back(Where);
        continue;
      }
      const SourceSpan &Begin = OpenBlocks.back().Where;
      F.Blocks.push_back(F.Comments.size());
      F.Comments.push_back({Begin, Begin.Line, Line, M->Rules, {}});
      OpenBlocks.pop_back();
    }
  }
  for (const Open &O : OpenBlocks)
    Unmatched.push_back(O.Where);
  return F;
}

bool Suppressions::cover(const Finding &F) {
  File &In = scan(F.Where.File);
  bool Covered = false;
  // All of them: each is of use.
  auto Try = [&](Comment &C) {
    if (C.Rules && !GlobList(*C.Rules).contains(F.Rule))
      return;
    C.Used.insert(F.Rule);
    Covered = true;
  };
  auto [First, Last] = In.Lines.equal_range(F.Where.Line);
  for (const auto &[Line, Index] : make_range(First, Last))
    Try(In.Comments[Index]);
  for (size_t Index : In.Blocks)
    if (Comment &B = In.Comments[Index];
        B.FirstLine <= F.Where.Line && F.Where.Line <= B.LastLine)
      Try(B);
  return Covered;
}

void Suppressions::applied(const Allowance &A) {
  File &In = scan(A.Function.File);
  // A header is read more than once.
  auto It = find_if(In.Comments, [&](const Comment &C) {
    return C.Annotation && C.Where.File == A.Where.File &&
           C.Where.Offset == A.Where.Offset && C.FirstLine == A.Function.Line;
  });
  if (It == In.Comments.end())
    It = In.Comments.insert(It, {A.Where,
                                 A.Function.Line,
                                 A.Function.EndLine,
                                 A.Rules,
                                 {},
                                 true,
                                 !A.Reason.empty()});
  It->Used.insert(A.Used.begin(), A.Used.end());
}

std::vector<Suppressions::Unused>
Suppressions::unused(const std::set<std::string> &Ran) {
  std::map<std::string, std::vector<std::pair<unsigned, unsigned>>> Functions;
  for (const SourceSpan &S : Looked)
    Functions[S.File].push_back({S.Line, S.EndLine});
  std::vector<Unused> Out;
  for (auto &[Path, Extents] : Functions)
    for (const Comment &C : scan(Path).Comments) {
      bool Inside = any_of(Extents, [&](const auto &E) {
        return E.first <= C.FirstLine && C.LastLine <= E.second;
      });
      if (!Inside || !C.Rules)
        continue;
      GlobList List(*C.Rules);
      for (const GlobList::Item &I : List.items()) {
        if (!I.Adds || !StringRef(I.Pattern).starts_with("await-") ||
            any_of(C.Used,
                   [&](StringRef R) { return matchesGlob(I.Pattern, R); }))
          continue;
        bool Exists = false, AllRan = true;
        for (const Rule *R : allRules())
          if (matchesGlob(I.Pattern, R->Id)) {
            Exists = true;
            AllRan &= Ran.count(std::string(R->Id)) ||
                      (!R->OnByDefault && I.Pattern != R->Id);
          }
        if (!Exists || AllRan || !C.Reason)
          Out.push_back({C.Where, I.Pattern, Exists, C.Annotation, C.Reason});
      }
    }
  return Out;
}

} // namespace await_tidy
