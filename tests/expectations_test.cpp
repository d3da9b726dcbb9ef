//===- expectations_test.cpp - The test harness itself --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A harness that overlooks a difference makes every other test worthless, so
// each kind of difference is produced here once, from outputs written by hand.
//
//===----------------------------------------------------------------------===//

#include "Expectations.h"
#include "Process.h"

#include <gtest/gtest.h>

using namespace await_tidy::test;

namespace {

const char *const Withdraw = R"(// scenario: 38, 41
#include "coro.h"
mock::task<> f() {
  if (b >= a) {      // note: check
    co_await t(a);   // note: suspension
    b -= a;          // expect: await-check-then-act
    c = c + co_await t(a); // expect: await-stale-write medium // note: check
    d = 1;           // ok: it says // so
  }
}
)";

const char *const RightAnswer =
    R"(a.cpp:6:5: warning: 'b' may have changed [await-check-then-act]
    6 |     b -= a;          // expect: await-check-then-act
      |     ^
a.cpp:4:7: note: checked here
a.cpp:5:5: note: suspends here
a.cpp:7:5: warning: 'c' is stale [await-stale-write]
a.cpp:7:9: note: read here
)";

std::map<std::string, Expectations> marks(const char *Text) {
  return {{"a.cpp", parseExpectations("a.cpp", Text)}};
}

std::vector<std::string> compare(const char *Source, const std::string &Said,
                                 Level L = Level::Low) {
  return differences(marks(Source), parseOutput(Said, "/nowhere"), L);
}

/// Without the lines of \p Text in which \p Part occurs.
std::string without(std::string_view Text, std::string_view Part) {
  std::string Result;
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size() - 1) + 1;
    if (Text.substr(At, End - At).find(Part) == Text.npos)
      Result += Text.substr(At, End - At);
    At = End;
  }
  return Result;
}

TEST(Marks, AreRead) {
  Expectations E = parseExpectations("a.cpp", Withdraw);
  EXPECT_TRUE(E.Problems.empty()) << join(E.Problems);
  EXPECT_EQ(E.Scenarios, (std::multiset<int>{38, 41}));
  ASSERT_EQ(E.Marks.size(), 6u);
  EXPECT_EQ(E.Marks[0].What, Mark::Note);
  EXPECT_EQ(E.Marks[0].Line, 4u);
  EXPECT_EQ(E.Marks[2].Rule, "await-check-then-act");
  EXPECT_EQ(E.Marks[2].Sureness, Level::High);
  EXPECT_EQ(E.Marks[3].Sureness, Level::Medium);
  EXPECT_EQ(E.Marks[4].Text, "check");
  EXPECT_EQ(E.Marks[5].What, Mark::Ok);
  EXPECT_EQ(E.Marks[5].Text, "it says // so");
}

TEST(Marks, FlagsArgumentsAndErrors) {
  Expectations E = parseExpectations("a.cpp", "// flags: -DX=1 -DY\n"
                                              "// args: --strict\n"
                                              "// errors: yes\r\n");
  EXPECT_EQ(E.Flags, (std::vector<std::string>{"-DX=1", "-DY"}));
  EXPECT_EQ(E.Args, (std::vector<std::string>{"--strict"}));
  EXPECT_TRUE(E.HasErrors);
}

TEST(Marks, MistakesAreNamed) {
  for (const char *Wrong :
       {"x; // expects: await-stale-write", "x; // expect: stale-write",
        "x; // expect: await-stale-write hihg",
        "x; // expect: await-stale-write low low", "x; // note: wirter",
        "x; // missed: await-stale-write", "x; // missed: no rule",
        "// errors: no", "// scenario: twenty"})
    EXPECT_EQ(parseExpectations("a.cpp", Wrong).Problems.size(), 1u) << Wrong;
}

TEST(Marks, OtherCommentsAreNot) {
  for (const char *Plain :
       {"// see: the book", "/// note: of a doc comment", "url = \"http://x\";",
        "// await-tidy: says nothing", "// a note: here"}) {
    Expectations E = parseExpectations("a.cpp", Plain);
    EXPECT_TRUE(E.Problems.empty() && E.Marks.empty()) << Plain;
  }
}

TEST(ToolOutput, IsRead) {
  Output O = parseOutput(RightAnswer, "/nowhere");
  ASSERT_EQ(O.Findings.size(), 2u);
  const Reported &R = O.Findings[0];
  EXPECT_EQ(R.File, "a.cpp");
  EXPECT_EQ(R.Line, 6u);
  EXPECT_EQ(R.Column, 5u);
  EXPECT_EQ(R.Message, "'b' may have changed");
  EXPECT_EQ(R.Rule, "await-check-then-act");
  ASSERT_EQ(R.Notes.size(), 2u);
  EXPECT_EQ(R.Notes[1].Text, "suspends here");
}

TEST(ToolOutput, OddLines) {
  Output O = parseOutput(
      "In file included from a.cpp:1:\n"
      "/nowhere/dir with space/a.cpp:3:1: error: x is "
      "[bad] [await-stale-write,-warnings-as-errors]\n"
      "a:b.cpp:1:2: warning: w [await-x1]\n"
      "a.cpp:1:1: warning: unused variable 'v' [-Wunused-variable]\n"
      "a.cpp:2:1: note: not a note of ours\n"
      "a.cpp:9:1: error: unknown type name 'q' [clang-diagnostic-error]\n"
      "error: no input files\n"
      "a.cpp: await-tidy: nothing\n",
      "/nowhere");
  ASSERT_EQ(O.Findings.size(), 2u);
  EXPECT_EQ(O.Findings[0].File, "dir with space/a.cpp");
  EXPECT_EQ(O.Findings[0].Message, "x is [bad]");
  EXPECT_EQ(O.Findings[0].Rule, "await-stale-write");
  EXPECT_EQ(O.Findings[1].File, "a:b.cpp");
  EXPECT_TRUE(O.Findings[1].Notes.empty());
  EXPECT_EQ(O.Errors.size(), 2u);
  EXPECT_EQ(O.Other.size(), 1u);
}

TEST(Comparison, RightAnswerAtEveryLevel) {
  EXPECT_EQ(join(compare(Withdraw, RightAnswer)), "");
  EXPECT_EQ(join(compare(Withdraw, RightAnswer, Level::Medium)), "");
  EXPECT_EQ(join(compare(Withdraw, without(RightAnswer, ":7:"), Level::High)),
            "");
}

TEST(Comparison, MissingFinding) {
  std::string All = join(compare(Withdraw, without(RightAnswer, ":6:")));
  EXPECT_NE(All.find("a.cpp:6: missing: expected await-check-then-act; the "
                     "tool said nothing on this line"),
            All.npos)
      << All;
}

TEST(Comparison, NotesBelongToWhatIsAboveThem) {
  // Without its warning the notes of line 4 and 5 are nobody's.
  EXPECT_EQ(compare(Withdraw, without(RightAnswer, ":6:")).size(), 3u);
}

TEST(Comparison, UnexpectedFinding) {
  std::string All = join(compare(
      Withdraw, std::string(RightAnswer) +
                    "a.cpp:8:5: warning: 'd' is stale [await-stale-write]\n"));
  EXPECT_EQ(All, "  a.cpp:8: unexpected: no mark expects it; the tool said "
                 "''d' is stale [await-stale-write]' (column 5)\n");
}

TEST(Comparison, FindingInAnotherFile) {
  EXPECT_EQ(
      compare(Withdraw, std::string(RightAnswer) +
                            "b.h:6:5: warning: w [await-check-then-act]\n")
          .size(),
      1u);
}

TEST(Comparison, OtherRuleOnTheLine) {
  std::string Said = RightAnswer;
  Said.replace(Said.find("await-check-then-act]"), 20, "await-stale-write");
  EXPECT_EQ(compare(Withdraw, Said).size(), 2u);
}

TEST(Comparison, SaidTwice) {
  EXPECT_EQ(
      compare(Withdraw, std::string(RightAnswer) +
                            "a.cpp:6:5: warning: w [await-check-then-act]\n")
          .size(),
      1u);
}

TEST(Comparison, NoteThatNobodyPointsAt) {
  std::string All = join(compare(Withdraw, without(RightAnswer, "suspends")));
  EXPECT_NE(All.find("a.cpp:5: expected a note (suspension)"), All.npos) << All;
}

TEST(Comparison, NoteOfAnotherKind) {
  std::string Said = RightAnswer;
  Said.replace(Said.find("suspends here"), 13, "read here");
  EXPECT_EQ(compare(Withdraw, Said).size(), 1u);
}

TEST(Comparison, ConfidenceTooHighOrTooLow) {
  std::string TooHigh = join(compare(Withdraw, RightAnswer, Level::High));
  EXPECT_NE(TooHigh.find("a.cpp:7: marked 'medium', so expected to be silent "
                         "at --min-confidence=high"),
            TooHigh.npos)
      << TooHigh;
  EXPECT_EQ(compare(Withdraw, "", Level::High).size(), 1u);
  EXPECT_EQ(compare(Withdraw, "", Level::Medium).size(), 2u);
}

TEST(Comparison, KnownMistakesThatBecameRight) {
  const char *Source = "x; // missed: await-stale-write not yet\n"
                       "y; // false-alarm: await-stale-write alas\n";
  const std::string First = "a.cpp:1:1: warning: w [await-stale-write]\n";
  const std::string Second = "a.cpp:2:1: warning: w [await-stale-write]\n";
  EXPECT_TRUE(compare(Source, Second).empty());
  EXPECT_EQ(compare(Source, First + Second).size(), 1u);
  EXPECT_EQ(compare(Source, "").size(), 1u);
  EXPECT_EQ(compare(Source, First).size(), 2u);
}

TEST(Comparison, TwoFrontEnds) {
  Output A = parseOutput(RightAnswer, "/nowhere");
  EXPECT_TRUE(differences("a", A, "b", A).empty());
  Output B = A;
  B.Findings[0].Column = 7;
  EXPECT_EQ(differences("a", A, "b", B).size(), 2u);
  B.Findings.erase(B.Findings.begin());
  EXPECT_EQ(differences("a", A, "b", B).size(), 1u);
}

TEST(Process, ExitCodeStreamsAndTimeout) {
  ProcessResult R = run({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(R.ExitCode, 3);
  EXPECT_EQ(R.Out, "out\n");
  EXPECT_EQ(R.Err, "err\n");
  EXPECT_EQ(run({"sh", "-c", "kill -SEGV $$"}).Signal, SIGSEGV);
  EXPECT_EQ(run({"./there-is-no-such-program"}).ExitCode, 127);
  ProcessOptions Soon;
  Soon.Timeout = std::chrono::seconds(0);
  EXPECT_TRUE(run({"cat", "/dev/zero"}, Soon).TimedOut);
  EXPECT_EQ(run({"cat"}).ExitCode, 0) << "standard input is empty";
}

} // namespace
