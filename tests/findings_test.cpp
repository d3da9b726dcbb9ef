//===- findings_test.cpp - What is done with findings ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"
#include "base/Nearest.h"
#include "findings/ApplyFixes.h"
#include "findings/FindingSet.h"
#include "findings/GlobList.h"
#include "findings/Paths.h"
#include "findings/RuleSelection.h"
#include "findings/SnippetLine.h"
#include "findings/SourceFiles.h"
#include "findings/Suppressions.h"
#include "findings/Text.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

using Strings = std::vector<std::string>;

/// A file that is on no disk.
class Memory {
public:
  Memory(const std::string &Path, const std::string &Text)
      : Files([=](const std::string &Asked) {
          return Asked == Path ? std::optional(Text) : std::nullopt;
        }) {}
  SourceFiles Files;
};

/// The first \p Words in \p Text, as Clang would give it.
SourceSpan spanOf(const std::string &File, const std::string &Text,
                  const std::string &Words) {
  SourceSpan S;
  size_t At = Text.find(Words);
  EXPECT_NE(At, Text.npos) << Words;
  auto Resolve = [&](size_t Offset, unsigned &Line, unsigned &Column) {
    Line = 1 + std::count(Text.begin(), Text.begin() + Offset, '\n');
    size_t Start = Text.rfind('\n', Offset ? Offset - 1 : 0);
    Column = Offset - (Offset && Start != Text.npos ? Start + 1 : 0) + 1;
  };
  S.File = File;
  S.Offset = At;
  S.EndOffset = At + Words.size();
  Resolve(S.Offset, S.Line, S.Column);
  Resolve(S.EndOffset, S.EndLine, S.EndColumn);
  return S;
}

Finding findingAt(const SourceSpan &Where) {
  Finding F;
  F.Rule = "await-stale-write";
  F.Message = "'n' is old";
  F.Where = Where;
  return F;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

const std::string Source = "int n;\n"
                           "  n = old;\n"
                           "\tn = older; // n\n"
                           "call(1,\n"
                           "     2);\n";

std::string printed(const Finding &F, bool Color = false) {
  Memory M("/src/a.cpp", Source);
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  TextOutput(OS, M.Files, "/src", Color).print(F);
  return Out;
}

TEST(Text, LooksLikeACompiler) {
  EXPECT_EQ(printed(findingAt(spanOf("/src/a.cpp", Source, "n = old"))),
            "a.cpp:2:3: warning: 'n' is old [await-stale-write]\n"
            "    2 |   n = old;\n"
            "      |   ^~~~~~~\n");
}

TEST(Text, NotesFollowInOrder) {
  Finding F = findingAt(spanOf("/src/a.cpp", Source, "n = old"));
  F.Notes.push_back({NoteKind::Check, spanOf("/src/a.cpp", Source, "n;"),
                     "'n' is read here"});
  F.Notes.push_back({NoteKind::Reason, F.Where, "read it later"});
  EXPECT_EQ(printed(F), "a.cpp:2:3: warning: 'n' is old [await-stale-write]\n"
                        "    2 |   n = old;\n"
                        "      |   ^~~~~~~\n"
                        "a.cpp:1:5: note: 'n' is read here\n"
                        "    1 | int n;\n"
                        "      |     ^~\n"
                        "a.cpp:2:3: note: read it later\n");
}

TEST(Text, AFixIsShownBelowTheCaret) {
  Finding F = findingAt(spanOf("/src/a.cpp", Source, "n = old"));
  F.Fixes.push_back({F.Where, "n += 1"});
  EXPECT_EQ(printed(F), "a.cpp:2:3: warning: 'n' is old [await-stale-write]\n"
                        "    2 |   n = old;\n"
                        "      |   ^~~~~~~\n"
                        "      |   n += 1\n");
}

TEST(Text, AFixOfAnotherLineIsNotShown) {
  Finding F = findingAt(spanOf("/src/a.cpp", Source, "n = old"));
  F.Fixes.push_back({spanOf("/src/a.cpp", Source, "int"), "long"});
  EXPECT_EQ(printed(F).find("long"), std::string::npos);
  F.Fixes = {{F.Where, "n += 1;\nn += 2"}};
  EXPECT_EQ(printed(F).find("+="), std::string::npos);
}

TEST(Text, TabsKeepTheCaretInPlace) {
  EXPECT_EQ(printed(findingAt(spanOf("/src/a.cpp", Source, "n = older"))),
            "a.cpp:3:2: warning: 'n' is old [await-stale-write]\n"
            "    3 |         n = older; // n\n"
            "      |         ^~~~~~~~~\n");
}

TEST(Text, SeveralLinesAreUnderlinedToTheEndOfTheFirst) {
  EXPECT_EQ(
      printed(findingAt(spanOf("/src/a.cpp", Source, "call(1,\n     2)"))),
      "a.cpp:4:1: warning: 'n' is old [await-stale-write]\n"
      "    4 | call(1,\n"
      "      | ^~~~~~~\n");
}

TEST(Text, WithoutAPlaceItIsOneLine) {
  EXPECT_EQ(printed(findingAt({})),
            "warning: 'n' is old [await-stale-write]\n");
}

TEST(Text, AFileThatCannotBeReadHasNoSnippet) {
  EXPECT_EQ(printed(findingAt(spanOf("/gone/b.cpp", Source, "n = old"))),
            "/gone/b.cpp:2:3: warning: 'n' is old [await-stale-write]\n");
}

TEST(Text, ColorsOnlyWhenAsked) {
  Finding F = findingAt(spanOf("/src/a.cpp", Source, "n = old"));
  EXPECT_EQ(printed(F).find('\033'), std::string::npos);
  std::string Colored = printed(F, true), Plain;
  for (size_t I = 0; I < Colored.size(); ++I) {
    if (Colored[I] == '\033')
      I = Colored.find('m', I);
    else
      Plain += Colored[I];
  }
  EXPECT_NE(Colored, Plain);
  EXPECT_EQ(Plain, printed(F));
}

TEST(Paths, AreShortBelowTheFolder) {
  EXPECT_EQ(displayPath("/src/x/a.cpp", "/src"), "x/a.cpp");
  EXPECT_EQ(displayPath("/src/a.cpp", "/src/"), "a.cpp");
  EXPECT_EQ(displayPath("/srcs/a.cpp", "/src"), "/srcs/a.cpp");
  EXPECT_EQ(displayPath("/a.cpp", ""), "/a.cpp");
  EXPECT_EQ(absolutePath("../a.cpp", "/src/x"), "/src/a.cpp");
  EXPECT_EQ(absolutePath("/b/./a.cpp", "/src"), "/b/a.cpp");
}

TEST(SourceText, ByLine) {
  Memory M("a", "one\r\ntwo\n\nfour");
  EXPECT_EQ(M.Files.line("a", 1), "one");
  EXPECT_EQ(M.Files.line("a", 3), "");
  EXPECT_EQ(M.Files.line("a", 4), "four");
  EXPECT_EQ(M.Files.line("a", 0), "");
  EXPECT_EQ(M.Files.line("a", 5), "");
  EXPECT_EQ(M.Files.line("b", 1), "");
  EXPECT_FALSE(M.Files.text("b"));
}

//===----------------------------------------------------------------------===//
// SnippetLine
//===----------------------------------------------------------------------===//

TEST(Snippet, PlainTextIsItself) {
  SnippetLine L("int n;", 4);
  EXPECT_EQ(L.text(), "int n;");
  EXPECT_EQ(L.width(), 6u);
  EXPECT_EQ(L.position(4), 4u);
  EXPECT_EQ(L.position(100), 6u);
  EXPECT_TRUE(L.shows(6)) << "the end";
  EXPECT_FALSE(L.shows(7));
}

TEST(Snippet, TabsGoToTheNextStop) {
  SnippetLine L("\ta\tb", 0);
  EXPECT_EQ(L.text(), "        a       b");
  EXPECT_EQ(L.position(1), 8u);
  EXPECT_EQ(L.position(3), 16u);
}

TEST(Snippet, WideAndNarrowCharacters) {
  SnippetLine L("\xC3\xA9\xE5\x8F\xA3x", 0); // e acute, a wide one, x
  EXPECT_EQ(L.text(), "\xC3\xA9\xE5\x8F\xA3x");
  EXPECT_EQ(L.position(1), 0u) << "inside of a character";
  EXPECT_EQ(L.position(2), 1u);
  EXPECT_EQ(L.position(5), 3u);
  EXPECT_EQ(L.width(), 4u);
}

TEST(Snippet, NothingReachesTheTerminalAsItIs) {
  SnippetLine L("a\x1B[31m\x80\x07", 0);
  EXPECT_EQ(L.text(), "a<1B>[31m<80><07>");
  EXPECT_EQ(L.position(1), 1u);
  EXPECT_EQ(L.position(2), 5u);
  SnippetLine Cut("\xE5\x8F", 0);
  EXPECT_EQ(Cut.text(), "<E5><8F>");
}

TEST(Snippet, LongLinesAreCutAroundTheFocus) {
  std::string Long = std::string(1000, 'a') + "HERE" + std::string(1000, 'b');
  SnippetLine L(Long, 1000);
  EXPECT_LT(L.text().size(), 200u);
  EXPECT_EQ(L.text().substr(0, 4), "...a");
  EXPECT_EQ(L.text().substr(L.text().size() - 4), "b...");
  EXPECT_EQ(L.text().substr(L.position(1000), 4), "HERE");
  EXPECT_FALSE(L.shows(0));
  EXPECT_EQ(L.position(0), 3u);
  SnippetLine End(Long, Long.size());
  EXPECT_EQ(End.text().back(), 'b');
}

TEST(Snippet, LongLinesAreCutBetweenCharacters) {
  std::string Long;
  for (int I = 0; I < 300; ++I)
    Long += "\xC3\xA9";
  for (size_t Focus : {200u, 201u, 599u, 0u}) {
    SnippetLine L(Long, Focus);
    EXPECT_EQ(L.text().find('<'), std::string::npos) << Focus << L.text();
  }
}

TEST(Snippet, AnEmptyLine) {
  SnippetLine L("", 0);
  EXPECT_EQ(L.text(), "");
  EXPECT_EQ(L.width(), 0u);
  EXPECT_EQ(L.position(3), 0u);
}

//===----------------------------------------------------------------------===//
// GlobList
//===----------------------------------------------------------------------===//

TEST(Globs, StarsStandForAnything) {
  EXPECT_TRUE(matchesGlob("await-*", "await-stale-write"));
  EXPECT_TRUE(matchesGlob("*", ""));
  EXPECT_TRUE(matchesGlob("*stale*", "await-stale-write"));
  EXPECT_TRUE(matchesGlob("a*b*c", "a--b--c"));
  EXPECT_FALSE(matchesGlob("a*b*c", "a--c--b"));
  EXPECT_FALSE(matchesGlob("await-*", "wait-stale"));
  EXPECT_FALSE(matchesGlob("await", "await-stale-write"));
  EXPECT_FALSE(matchesGlob("ab*ba", "aba")) << "the b counts once";
  EXPECT_TRUE(matchesGlob("a.c", "a.c"));
  EXPECT_FALSE(matchesGlob("a.c", "abc"));
}

TEST(Globs, TheLastThatMatchesDecides) {
  GlobList L("-*,await-*,-await-stale-write");
  EXPECT_EQ(L.decide("await-check-then-act"), true);
  EXPECT_EQ(L.decide("await-stale-write"), false);
  EXPECT_EQ(L.decide("bugprone-x"), false);
  EXPECT_EQ(GlobList("a").decide("b"), std::nullopt);
  EXPECT_FALSE(GlobList("-a").contains("b"));
  EXPECT_TRUE(GlobList("-a,*").contains("a"));
}

TEST(Globs, SpacesAndLineBreaksSeparate) {
  GlobList L(" a ,\n-b\n, ,c");
  ASSERT_EQ(L.items().size(), 3u);
  EXPECT_EQ(L.items()[1].Pattern, "b");
  EXPECT_FALSE(L.items()[1].Adds);
  EXPECT_EQ(L.items()[2].Pattern, "c");
  EXPECT_TRUE(GlobList("").items().empty());
}

TEST(Selection, StartsFromTheDefaults) {
  llvm::Expected<std::set<std::string>> All = selectRules("");
  ASSERT_TRUE(bool(All));
  EXPECT_TRUE(All->count("await-stale-write"));
  llvm::Expected<std::set<std::string>> One =
      selectRules("-*,await-stale-write");
  ASSERT_TRUE(bool(One));
  EXPECT_EQ(*One, std::set<std::string>{"await-stale-write"});
}

TEST(Selection, WhatIsOffByDefaultMustBeNamed) {
  const std::string Off = "await-unguarded-debit";
  for (const char *Globs : {"", "*", "await-*", "-*,await-*"}) {
    llvm::Expected<std::set<std::string>> R = selectRules(Globs);
    ASSERT_TRUE(bool(R));
    EXPECT_FALSE(R->count(Off)) << Globs;
  }
  for (const char *Globs : {"await-unguarded-debit", "-*,await-unguarded-debit",
                            "await-unguarded-debit,await-*"}) {
    llvm::Expected<std::set<std::string>> R = selectRules(Globs);
    ASSERT_TRUE(bool(R));
    EXPECT_TRUE(R->count(Off)) << Globs;
  }
}

TEST(Selection, MistakesAreNamed) {
  auto Said = [](const char *Globs) {
    llvm::Expected<std::set<std::string>> R = selectRules(Globs);
    return R ? "" : llvm::toString(R.takeError());
  };
  EXPECT_NE(Said("await-stale-wirte").find("did you mean 'await-stale-write'"),
            std::string::npos);
  EXPECT_NE(Said("-*").find("leaves no rule enabled"), std::string::npos);
  EXPECT_EQ(Said("bugprone-*"), "");
  EXPECT_EQ(nearest("write", {"await-stale-write"}), "await-stale-write");
  EXPECT_EQ(nearest("zebra", {"await-stale-write"}), std::nullopt);
}

//===----------------------------------------------------------------------===//
// Suppressions
//===----------------------------------------------------------------------===//

/// The lines of \p Text in which await-stale-write is silenced.
std::vector<unsigned> silenced(const std::string &Text) {
  Memory M("a.cpp", Text);
  Suppressions S(M.Files);
  std::vector<unsigned> Lines;
  for (unsigned L = 1; L <= std::count(Text.begin(), Text.end(), '\n') + 1u;
       ++L) {
    Finding F;
    F.Rule = "await-stale-write";
    F.Where.File = "a.cpp";
    F.Where.Line = L;
    if (S.cover(F))
      Lines.push_back(L);
  }
  return Lines;
}

using Lines = std::vector<unsigned>;

TEST(Suppress, TheLineOrTheNext) {
  EXPECT_EQ(silenced("a;\nb; // NOLINT\nc;\n"), Lines{2});
  EXPECT_EQ(silenced("a;\n// NOLINTNEXTLINE\nc;\n"), Lines{3});
  EXPECT_EQ(silenced("a;\nb;\n"), Lines{});
}

TEST(Suppress, OnlyTheRulesThatAreNamed) {
  EXPECT_EQ(silenced("a; // NOLINT(await-stale-write)\n"), Lines{1});
  EXPECT_EQ(silenced("a; // NOLINT(await-*, other)\n"), Lines{1});
  EXPECT_EQ(silenced("a; // NOLINT(await-check-then-act)\n"), Lines{});
  EXPECT_EQ(silenced("a; // NOLINT(*,-await-stale-write)\n"), Lines{});
  EXPECT_EQ(silenced("a; // NOLINT(await-x) NOLINT(await-stale-write)\n"),
            Lines{1});
}

TEST(Suppress, ABlockWithItsBorders) {
  EXPECT_EQ(silenced("a;\n// NOLINTBEGIN\nb;\n// NOLINTEND\nc;\n"),
            (Lines{2, 3, 4}));
  EXPECT_EQ(silenced("// NOLINTBEGIN(await-x)\nb;\n// NOLINTEND(await-x)\n"),
            Lines{});
}

TEST(Suppress, NestedBlocks) {
  EXPECT_EQ(silenced("// NOLINTBEGIN(await-x)\n"
                     "// NOLINTBEGIN(await-stale-write)\n"
                     "b;\n"
                     "// NOLINTEND(await-stale-write)\n"
                     "// NOLINTEND(await-x)\n"),
            (Lines{2, 3, 4}));
}

TEST(Suppress, AnOpenBlockSilencesNothingAndIsToldOf) {
  for (const char *Text : {"// NOLINTBEGIN\nb;\n", "b;\n// NOLINTEND\n",
                           "// NOLINTBEGIN(await-*)\nb;\n// NOLINTEND\n"}) {
    EXPECT_EQ(silenced(Text), Lines{}) << Text;
    Memory M("a.cpp", Text);
    Suppressions S(M.Files);
    Finding F;
    F.Where.File = "a.cpp";
    F.Where.Line = 1;
    S.cover(F);
    EXPECT_FALSE(S.unmatched().empty()) << Text;
  }
}

TEST(Suppress, UnmatchedCommentsHaveTheirPlace) {
  Memory M("a.cpp", "a;\n  // NOLINTBEGIN\n");
  Suppressions S(M.Files);
  Finding F;
  F.Where.File = "a.cpp";
  F.Where.Line = 1;
  S.cover(F);
  S.cover(F);
  ASSERT_EQ(S.unmatched().size(), 1u) << "once";
  EXPECT_EQ(S.unmatched()[0].Line, 2u);
  EXPECT_EQ(S.unmatched()[0].Column, 6u);
  EXPECT_EQ(S.unmatched()[0].EndColumn, 17u);
}

/// The comments of \p Text, one function, that silence nothing: "line rule",
/// after a finding of await-stale-write in line \p At.
std::vector<std::string> unused(const std::string &Text, unsigned At = 99,
                                unsigned LastLine = 90) {
  Memory M("a.cpp", Text);
  Suppressions S(M.Files);
  Finding F;
  F.Rule = "await-stale-write";
  F.Where.File = "a.cpp";
  F.Where.Line = At;
  S.cover(F);
  SourceSpan Function;
  Function.File = "a.cpp";
  Function.Line = 1;
  Function.EndLine = LastLine;
  S.lookedAt(Function);
  std::vector<std::string> Out;
  for (const Suppressions::Unused &U :
       S.unused({"await-check-then-act", "await-stale-write"}))
    Out.push_back(std::to_string(U.Where.Line) + " " + U.Rule +
                  (U.Exists ? "" : " ?"));
  return Out;
}

TEST(Suppress, WhatSilencesNothingIsToldOf) {
  using Strings = std::vector<std::string>;
  const std::string Named = "a; // NOLINT(await-stale-write)\n";
  EXPECT_EQ(unused(Named), Strings{"1 await-stale-write"});
  EXPECT_EQ(unused(Named, 1), Strings{});
  EXPECT_EQ(unused("a; // NOLINT(await-stale-write,await-check-then-act)\n", 1),
            Strings{"1 await-check-then-act"});
  EXPECT_EQ(unused("a; // NOLINT(await-stale-wirte)\n", 1),
            Strings{"1 await-stale-wirte ?"});
  EXPECT_EQ(unused("// NOLINTBEGIN(await-stale-write)\na;\n"
                   "// NOLINTEND(await-stale-write)\n"),
            Strings{"1 await-stale-write"});
}

TEST(Suppress, WhatMayBeOfUseIsNotToldOf) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(unused("a; // NOLINT\n"), Strings{}) << "for any tool";
  EXPECT_EQ(unused("a; // NOLINT(bugprone-x)\n"), Strings{});
  EXPECT_EQ(unused("a; // NOLINT(await-snapshot-rollback)\n"), Strings{})
      << "did not run";
  EXPECT_EQ(unused("a; // NOLINT(await-*)\n"), Strings{}) << "not all ran";
  EXPECT_EQ(unused("\n\na; // NOLINT(await-stale-write)\n", 99, 2), Strings{})
      << "not in the function";
}

TEST(Suppress, OtherWordsAreNone) {
  EXPECT_EQ(silenced("a; // NOLINTER\n"), Lines{});
  EXPECT_EQ(silenced("a; // NOLINT (spaced)\n"), Lines{1});
}

//===----------------------------------------------------------------------===//
// ApplyFixes
//===----------------------------------------------------------------------===//

class Fixes : public testing::Test {
protected:
  /// A finding that replaces the first \p Old in the file.
  Finding fix(const std::string &Old, const std::string &New) {
    Finding F = findingAt(spanOf(File, Text, Old));
    F.Fixes.push_back({F.Where, New});
    return F;
  }
  FixOutcome apply(const std::vector<Finding> &Findings) {
    SourceFiles Files;
    return applyFixes(Findings, Files);
  }

  TemporaryFolder Folder;
  const std::string Text = "one two three\n";
  const std::string File = Folder.write("a.cpp", Text);
};

TEST_F(Fixes, AreWritten) {
  std::vector<Finding> All{fix("three", "3"), fix("one", "1")};
  FixOutcome O = apply(All);
  EXPECT_EQ(readFile(File), "1 two 3\n");
  EXPECT_EQ(O.Repaired[File], 2u);
  EXPECT_TRUE(O.LeftOut.empty());
  EXPECT_TRUE(O.Errors.empty());
}

TEST_F(Fixes, OfTwoThatOverlapTheFirstIsWritten) {
  std::vector<Finding> All{fix("one two", "1-2"), fix("two three", "2-3")};
  FixOutcome O = apply(All);
  EXPECT_EQ(readFile(File), "1-2 three\n");
  ASSERT_EQ(O.LeftOut.size(), 1u);
  EXPECT_EQ(O.LeftOut[0], &All[1]);
}

TEST_F(Fixes, TheSameTwiceIsWrittenOnce) {
  std::vector<Finding> All{fix("two", "2"), fix("two", "2")};
  FixOutcome O = apply(All);
  EXPECT_EQ(readFile(File), "one 2 three\n");
  EXPECT_EQ(O.Repaired[File], 2u);
  EXPECT_TRUE(O.LeftOut.empty());
}

TEST_F(Fixes, OfOneFindingAllOrNone) {
  std::vector<Finding> All{fix("two", "2"), fix("three", "3")};
  All[1].Fixes.push_back(fix("two", "zwei").Fixes[0]);
  FixOutcome O = apply(All);
  EXPECT_EQ(readFile(File), "one 2 three\n");
  EXPECT_EQ(O.LeftOut.size(), 1u);
}

TEST_F(Fixes, InsertionsAtOnePlaceConflict) {
  std::vector<Finding> All{fix("two", "x"), fix("two", "y")};
  for (Finding &F : All)
    F.Fixes[0].Where.EndOffset = F.Fixes[0].Where.Offset;
  EXPECT_EQ(apply(All).LeftOut.size(), 1u);
  EXPECT_EQ(readFile(File), "one xtwo three\n");
}

TEST_F(Fixes, NeighboursDoNotConflict) {
  std::vector<Finding> All{fix("one", "1"), fix(" two", "-2")};
  EXPECT_TRUE(apply(All).LeftOut.empty());
  EXPECT_EQ(readFile(File), "1-2 three\n");
}

TEST_F(Fixes, AFileThatChangedIsLeftAlone) {
  SourceFiles Files;
  ASSERT_TRUE(Files.text(File));
  std::ofstream(File) << "something else\n";
  std::vector<Finding> All{fix("two", "2")};
  FixOutcome O = applyFixes(All, Files);
  EXPECT_EQ(readFile(File), "something else\n");
  EXPECT_EQ(O.LeftOut.size(), 1u);
  ASSERT_EQ(O.Errors.size(), 1u);
  EXPECT_NE(O.Errors[0].find("changed since"), std::string::npos);
  EXPECT_TRUE(O.Repaired.empty());
}

TEST_F(Fixes, BeyondTheEndAreLeftOut) {
  std::vector<Finding> All{fix("two", "2")};
  All[0].Fixes[0].Where.EndOffset = 1000;
  EXPECT_EQ(apply(All).LeftOut.size(), 1u);
  EXPECT_EQ(readFile(File), Text);
}

TEST_F(Fixes, AFileThatIsGoneIsLeftOut) {
  std::vector<Finding> All{fix("two", "2")};
  All[0].Fixes[0].Where.File = Folder / "gone.cpp";
  EXPECT_EQ(apply(All).LeftOut.size(), 1u);
}

TEST_F(Fixes, KeepLinksAndPermissions) {
  namespace fs = std::filesystem;
  const fs::path Link = Folder.path() / "link.cpp";
  fs::create_symlink(File, Link);
  fs::permissions(File, fs::perms::owner_read | fs::perms::owner_write |
                            fs::perms::owner_exec);
  std::vector<Finding> All{fix("two", "2")};
  All[0].Fixes[0].Where.File = Link.string();
  EXPECT_TRUE(apply(All).Errors.empty());
  EXPECT_TRUE(fs::is_symlink(Link));
  EXPECT_EQ(readFile(File), "one 2 three\n");
  EXPECT_NE(fs::status(File).permissions() & fs::perms::owner_exec,
            fs::perms::none);
  size_t Entries = std::distance(fs::directory_iterator(Folder.path()),
                                 fs::directory_iterator());
  EXPECT_EQ(Entries, 2u) << "nothing is left lying about";
}

//===----------------------------------------------------------------------===//
// FindingSet
//===----------------------------------------------------------------------===//

Finding at(const char *File, unsigned Line, const char *Rule = "await-x") {
  Finding F;
  F.Where.File = File;
  F.Where.Line = Line;
  F.Rule = Rule;
  return F;
}

Strings names(const std::vector<Finding> &All) {
  Strings Out;
  for (const Finding &F : All)
    Out.push_back(F.Where.File + ":" + std::to_string(F.Where.Line) + " " +
                  F.Rule);
  return Out;
}

TEST(Set, IsSortedAndWithoutDuplicates) {
  FindingSet S;
  EXPECT_EQ(
      names(S.addNew({at("b", 1), at("a", 10), at("a", 9), at("b", 1),
                      at("a", 9, "await-a")})),
      (Strings{"a:9 await-a", "a:9 await-x", "a:10 await-x", "b:1 await-x"}));
}

TEST(Set, ShowsAHeaderOnce) {
  FindingSet S;
  EXPECT_EQ(S.addNew({at("x.h", 1)}).size(), 1u);
  EXPECT_EQ(names(S.addNew({at("x.h", 1), at("y.cpp", 2)})),
            Strings{"y.cpp:2 await-x"});
  EXPECT_TRUE(S.addNew({at("x.h", 1)}).empty());
}

TEST(Set, TellsMessagesAndColumns) {
  FindingSet S;
  Finding A = at("a", 1), B = A, C = A;
  B.Message = "other";
  C.Where.Column = 5;
  EXPECT_EQ(S.addNew({A, B, C}).size(), 3u);
}

} // namespace
