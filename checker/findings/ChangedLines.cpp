//===- ChangedLines.cpp - What a diff says was changed --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/ChangedLines.h"
#include "findings/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>
#include <limits>
#include <optional>

using namespace llvm;

namespace await_tidy {

/// A path as git writes it: in quotes with escapes where it has odd characters.
static std::optional<std::string> unquoted(StringRef Text) {
  if (!Text.consume_front("\""))
    return Text.str();
  std::string Out;
  while (!Text.empty() && Text.front() != '"') {
    char C = Text.front();
    Text = Text.drop_front();
    if (C != '\\') {
      Out += C;
      continue;
    }
    if (Text.empty())
      return std::nullopt;
    unsigned Octal;
    if (Text.size() >= 3 && !Text.take_front(3).getAsInteger(8, Octal) &&
        Octal < 256) {
      Out += char(Octal);
      Text = Text.drop_front(3);
      continue;
    }
    StringRef Letters = "abtnvfr\"\\", Meaning = "\a\b\t\n\v\f\r\"\\";
    size_t At = Letters.find(Text.front());
    if (At == StringRef::npos)
      return std::nullopt;
    Out += Meaning[At];
    Text = Text.drop_front();
  }
  if (Text != "\"")
    return std::nullopt;
  return Out;
}

Error ChangedLines::add(StringRef Diff, StringRef Root) {
  unsigned Number = 0;
  auto Refused = [&](const char *Why) {
    return createStringError(
        fmt::format("line {} of the diff is not understood: {}", Number, Why));
  };
  std::vector<Change> *Current = nullptr;
  // Lines of the hunk that follow: they can look like anything.
  unsigned Old = 0, New = 0;
  while (!Diff.empty()) {
    auto [Line, Rest] = Diff.split('\n');
    Diff = Rest;
    ++Number;
    if ((Old || New) && !Line.empty()) {
      if (Line.front() == '-' && Old) {
        --Old;
        continue;
      }
      if (Line.front() == '+' && New) {
        --New;
        continue;
      }
      if (Line.front() == '\\')
        continue;
      return Refused("a hunk ends too early");
    }
    if (Line.consume_front("+++ ")) {
      // Behind a name with a blank git puts a tab.
      std::optional<std::string> Path = unquoted(Line.rtrim('\t'));
      StringRef Name = Path ? StringRef(*Path) : StringRef();
      if (Name == "/dev/null")
        Current = nullptr;
      else if (Name.consume_front("b/") && !Name.empty())
        Current = &Files[absolutePath(Name, Root)];
      else
        return Refused("there is no name of a file");
      continue;
    }
    if (!Line.consume_front("@@ -"))
      continue; // "diff --git", "index", "---", "\ No newline", ...
    // 3,2 +4,5 @@: the counts are 1 when they are not there.
    auto Range = [&](unsigned &First, unsigned &Count) {
      Count = 1;
      return Line.consumeInteger(10, First) ||
             (Line.consume_front(",") && Line.consumeInteger(10, Count));
    };
    unsigned First, OldFirst;
    if (Range(OldFirst, Old) || !Line.consume_front(" +") ||
        Range(First, New) || !Line.starts_with(" @@"))
      return Refused("there is no range of lines");
    if (New > std::numeric_limits<unsigned>::max() - First)
      return Refused("the range is too large");
    if (Current)
      Current->push_back(New ? Change{First, First + New - 1}
                             : Change{First + 1, First});
  }
  if (Old || New)
    return Refused("a hunk ends too early");
  return Error::success();
}

void ChangedLines::addFile(const std::string &Path) {
  Files[Path].push_back({1, std::numeric_limits<unsigned>::max()});
}

bool ChangedLines::touches(const SourceSpan &S) const {
  auto It = Files.find(S.File);
  return S.isValid() && It != Files.end() &&
         any_of(It->second, [&](const Change &C) {
           return C.First <= C.Last && C.First <= S.EndLine && S.Line <= C.Last;
         });
}

bool ChangedLines::concern(const Finding &F) const {
  if (touches(F.Where))
    return true;
  unsigned First = F.Where.Line, Last = F.Where.EndLine;
  for (const Note &N : F.Notes) {
    if (N.Kind != NoteKind::Check && N.Kind != NoteKind::Suspension)
      continue;
    if (touches(N.Where))
      return true;
    if (N.Where.isValid() && N.Where.File == F.Where.File) {
      First = std::min(First, N.Where.Line);
      Last = std::max(Last, N.Where.EndLine);
    }
  }
  auto It = Files.find(F.Where.File);
  return It != Files.end() && any_of(It->second, [&](const Change &C) {
           return C.Last < C.First && First <= C.Last && C.Last < Last;
         });
}

} // namespace await_tidy
