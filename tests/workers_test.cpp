//===- workers_test.cpp - Work in processes of its own --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"
#include "frontends/cli/FileRun.h"
#include "frontends/cli/Workers.h"

#include <csignal>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

using namespace await_tidy;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Result = Workers::Result;

namespace {

TEST(WorkersOf, EachPieceHasItsResult) {
  // More than a pipe holds; the first one is done last.
  auto Text = [](size_t I) { return std::string(200000 + I, 'a' + I % 26); };
  Workers All(20, 4, std::nullopt, [&](size_t I) -> Workers::Work {
    if (I % 5 == 2)
      return {};
    return [=] {
      if (I == 0)
        std::this_thread::sleep_for(200ms);
      return Text(I);
    };
  });
  for (size_t I = 0; I != 20; ++I) {
    Result R = All.wait(I);
    EXPECT_EQ(R.How, I % 5 == 2 ? Result::Nothing : Result::Done) << I;
    EXPECT_EQ(R.Text, I % 5 == 2 ? "" : Text(I)) << I;
  }
}

TEST(WorkersOf, NoMoreAtOnceThanWasSaid) {
  test::TemporaryFolder Folder;
  auto Here = [&] {
    return std::distance(std::filesystem::directory_iterator(Folder.path()),
                         std::filesystem::directory_iterator());
  };
  Workers All(12, 3, std::nullopt, [&](size_t I) -> Workers::Work {
    return [&, I] {
      std::string File = Folder.write(std::to_string(I), "");
      std::this_thread::sleep_for(20ms);
      std::string Seen = std::to_string(Here());
      std::filesystem::remove(File);
      return Seen;
    };
  });
  for (size_t I = 0; I != 12; ++I)
    EXPECT_LE(std::stoi(All.wait(I).Text), 3);
}

TEST(WorkersOf, OneThatDiesIsSaid) {
  Workers All(3, 2, std::nullopt, [](size_t I) -> Workers::Work {
    return [=]() -> std::string {
      if (I == 0)
        kill(getpid(), SIGKILL);
      if (I == 1)
        _exit(7);
      return "fine";
    };
  });
  Result R = All.wait(0);
  EXPECT_EQ(R.How, Result::Died);
  EXPECT_EQ(R.Text, "Killed");
  R = All.wait(1);
  EXPECT_EQ(R.How, Result::Died);
  EXPECT_EQ(R.Text, "code 7");
  EXPECT_EQ(All.wait(2).Text, "fine");
}

TEST(WorkersOf, TheEnd) {
  auto Begin = Clock::now();
  int Begun = 0;
  Workers All(9, 2, Begin + 500ms, [&](size_t I) -> Workers::Work {
    ++Begun;
    return [=]() -> std::string {
      if (I > 1)
        std::this_thread::sleep_for(60s);
      return "early";
    };
  });
  EXPECT_EQ(All.wait(0).Text, "early");
  for (size_t I = 2; I != 9; ++I)
    EXPECT_EQ(All.wait(I).How, Result::OutOfTime) << I;
  // What was ready in time still counts.
  EXPECT_EQ(All.wait(1).Text, "early");
  EXPECT_EQ(Begun, 4);
  EXPECT_LT(Clock::now() - Begin, 20s);
}

TEST(WorkersOf, NothingStaysBehind) {
  auto Begin = Clock::now();
  {
    Workers All(2, 2, std::nullopt, [](size_t I) -> Workers::Work {
      return [=]() -> std::string {
        if (I == 0)
          std::this_thread::sleep_for(60s);
        return "";
      };
    });
    All.wait(1);
  }
  EXPECT_LT(Clock::now() - Begin, 20s);
}

SourceSpan spanOf(unsigned Line) {
  return {"/a b.cpp", Line, 2, 3, Line + 1, 5, 6, 7, 8};
}

/// Everything that a result can hold, and what is cut off is seen.
TEST(Results, ArriveAsTheyWere) {
  FileRun R;
  R.Problem = "why";
  R.Flags.Origin = FlagsFrom::Includer;
  R.Flags.Database = "/db";
  R.Flags.Neighbour = "/n.cpp";
  R.Flags.Unknown = {"-fa", ""};
  FileOutcome &O = R.Outcomes.emplace_back();
  O.Messages = {{Label::Note, spanOf(1), std::string("\0\n", 2)}};
  O.Errors = 3;
  O.IsAnalysed = O.LacksHeader = true;
  O.Crash = "crash";
  O.Seconds = 0.25;
  AnalysisResult &A = O.Analysis;
  Finding F{"await-x",           Confidence::Low,
            Severity::Error,     spanOf(2),
            "message",           "place",
            "function",          {{NoteKind::Writer, spanOf(3), "note"}},
            {{spanOf(4), "fix"}}};
  A.Findings = {F, F};
  A.Unsure = {F};
  A.Allowances = {{spanOf(5), spanOf(6), "rules", "reason", {"a", "b"}}};
  A.LookedAt = {spanOf(7)};
  A.Decisions = {{spanOf(8), spanOf(9), spanOf(10), "f", "p", "r", "v", true}};
  A.Notices = {{spanOf(11), "text", false, "about"}};
  A.EventDump = "dump";
  A.Coroutines = 4;
  A.Suspensions = 5;
  A.Seconds = 0.5;

  const std::string Bytes = encodeResults(R);
  FileRun Read;
  ASSERT_TRUE(decodeResults(Bytes, Read));
  // Both write the same bytes: nothing is lost but what is not written at all,
  // and that does not compile.
  EXPECT_EQ(encodeResults(Read), Bytes);
  EXPECT_EQ(Read.Problem, "why");
  EXPECT_EQ(Read.Outcomes.at(0).Analysis.Allowances.at(0).Used.count("b"), 1u);
  EXPECT_EQ(Read.Outcomes.at(0).Analysis.Findings.at(1).Fixes.at(0).Text,
            "fix");
  EXPECT_EQ(Read.Outcomes.at(0).Messages.at(0).Text.size(), 2u);
  for (size_t Size = 0; Size != Bytes.size(); ++Size) {
    FileRun Part;
    EXPECT_FALSE(decodeResults(llvm::StringRef(Bytes).take_front(Size), Part));
  }
  FileRun More;
  EXPECT_FALSE(decodeResults(Bytes + "x", More));
}

} // namespace
