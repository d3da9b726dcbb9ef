//===- growth_test.cpp - What ./dev bench-growth measures -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// That the generated functions and projects are analysed as a whole and have
/// the races that were put into them. What they cost is not a test.
///
//===----------------------------------------------------------------------===//
#include "Doors.h"
#include "bench/Project.h"
#include "bench/Shapes.h"
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

using namespace await_tidy::test;

namespace {

/// The lines `unit3.cpp:12 await-...` that are reported.
std::set<std::string> found(const ProcessResult &R) {
  std::set<std::string> Out;
  for (size_t At = 0, End; At < R.Out.size(); At = End + 1) {
    End = std::min(R.Out.find('\n', At), R.Out.size());
    std::string Line = R.Out.substr(At, End - At);
    size_t Warning = Line.find(": warning: ");
    if (Warning == Line.npos)
      continue;
    std::string Where = Line.substr(0, Warning);
    Out.insert(
        std::filesystem::path(Where.substr(0, Where.find(':'))).filename());
  }
  return Out;
}

std::set<std::string> units(const Project &P, std::set<unsigned> Kinds) {
  std::set<std::string> Out;
  for (unsigned I = 0; I != P.Sources.size(); ++I)
    if (Kinds.count(I % 5))
      Out.insert(P.Sources[I].filename());
  return Out;
}

ProcessResult analysed(const Project &P, Words More) {
  Words Command{commandPath(), "--quiet", "-p", P.Folder.string()};
  Command.insert(Command.end(), More.begin(), More.end());
  for (const std::filesystem::path &File : P.Sources)
    Command.push_back(File.string());
  return run(Command);
}

TEST(Projects, HaveTheirRaces) {
  TemporaryFolder Folder;
  Project P(Folder.path() / "project", 10);
  EXPECT_EQ(P.Races, 4u);
  EXPECT_EQ(P.AcrossFiles, 2u);
  ProcessResult R = analysed(P, {"-j2", "--no-cache"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(R.Err, "") << R;
  EXPECT_EQ(found(R), units(P, {0, 1})) << R;
  // With a cache, with nothing changed, and with one file changed: the same.
  std::string Cache = "--cache=" + (Folder.path() / "cache").string();
  EXPECT_EQ(analysed(P, {Cache}).Out, R.Out);
  EXPECT_EQ(analysed(P, {Cache}).Out, R.Out);
  P.edit(5, 1);
  EXPECT_EQ(analysed(P, {Cache}).Out, R.Out);
}

TEST(Projects, HaveRacesAcrossFiles) {
  TemporaryFolder Folder;
  Project P(Folder.path() / "project", 10);
  ProcessResult R = analysed(
      P, {"--no-cache", "--index=" + (Folder.path() / "index").string()});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(found(R), units(P, {0, 1, 4})) << R;
}

class Shaped : public testing::TestWithParam<Shape> {};

TEST_P(Shaped, IsAnalysedAndGrows) {
  TemporaryFolder Folder;
  size_t Sizes[3];
  for (int I : {0, 1, 2}) {
    std::string File =
        Folder.write(fmt::format("f{}.cpp", I), sourceOf(GetParam(), 100 * I));
    ProcessResult R = run(
        {commandPath(), "--quiet", "--no-cache", "--no-shortcut",
         "--dump-events", File, "--", "-std=c++20",
         fmt::format("-I{}", (sourceRoot() / "test-inputs/mock").string())});
    EXPECT_EQ(R.ExitCode, 0) << R;
    EXPECT_EQ(R.Err, "") << R;
    Sizes[I] = std::count(R.Out.begin(), R.Out.end(), '\n');
  }
  // So that a hundred pieces more are as many events more, whatever was there.
  EXPECT_GE(Sizes[1], Sizes[0] + 100);
  EXPECT_NEAR(double(Sizes[2] - Sizes[1]), double(Sizes[1] - Sizes[0]),
              0.05 * Sizes[1]);
}

INSTANTIATE_TEST_SUITE_P(All, Shaped, testing::ValuesIn(Shapes),
                         [](const auto &Info) {
                           return std::string(Info.param.Name);
                         });

} // namespace
