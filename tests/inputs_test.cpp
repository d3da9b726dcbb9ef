//===- inputs_test.cpp - Every test input through every front-end ---------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each file under test-inputs/ says what must be reported on which line. It
// goes through the command, through clang-tidy and through the compiler plugin,
// and the three must agree with the file and with each other.
//
//===----------------------------------------------------------------------===//

#include "Doors.h"
#include "Expectations.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

/// Sources below test-inputs/, relative to the top folder, sorted.
std::vector<std::string> inputFiles() {
  std::vector<std::string> Result;
  const fs::path Inputs = sourceRoot() / "test-inputs";
  for (auto It = fs::recursive_directory_iterator(Inputs);
       It != fs::recursive_directory_iterator(); ++It) {
    if (It->is_directory() && It->path().filename() == "mock")
      It.disable_recursion_pending();
    if (It->path().extension() == ".cpp")
      Result.push_back(
          It->path().lexically_relative(sourceRoot()).generic_string());
  }
  std::sort(Result.begin(), Result.end());
  return Result;
}

bool startsWith(std::string_view S, std::string_view Prefix) {
  return S.substr(0, Prefix.size()) == Prefix;
}

/// The flags of QCoro, found by CMake; one per line. Empty without QCoro.
Words qcoroFlags() {
  Words Result;
  std::string Text = readFile(AWAIT_TIDY_QCORO_FLAGS);
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size());
    if (End > At)
      Result.push_back(Text.substr(At, End - At));
    At = End + 1;
  }
  return Result;
}

/// What every front-end said about one file. Each is run when it is first asked
/// for, and once.
class Reports {
public:
  explicit Reports(const std::string &File)
      : Expected(loadExpectations(sourceRoot(), File)), File(File) {}

  const std::map<std::string, Expectations> Expected;

  const Expectations &own() const { return Expected.at(File); }

  Job job(Level MinConfidence) const {
    Job J;
    J.File = File;
    J.Flags = {"-std=c++20", "-Itest-inputs/mock"};
    if (startsWith(File, "test-inputs/qcoro/"))
      J.Flags = concat({J.Flags, qcoroFlags()});
    J.Flags = concat({J.Flags, own().Flags});
    J.Args = concat(
        {{"--min-confidence=" + std::string(name(MinConfidence))}, own().Args});
    return J;
  }

  const ProcessResult &command(Level L = Level::Low) {
    return once(std::string("command ") + std::string(name(L)), [&] {
      Job J = job(L);
      if (L == Level::Medium) // the default
        J.Args = own().Args;
      return runCommand(J);
    });
  }
  const ProcessResult &clangTidy() {
    return once("clang-tidy", [&] { return runClangTidy(job(Level::Low)); });
  }
  const ProcessResult &plugin() {
    return once("plugin", [&] { return runPlugin(job(Level::Low)); });
  }

private:
  const std::string File;
  std::map<std::string, ProcessResult> Done;

  template <class F> const ProcessResult &once(const std::string &Key, F &&Do) {
    auto It = Done.find(Key);
    if (It == Done.end())
      It = Done.emplace(Key, Do()).first;
    return It->second;
  }
};

Output read(const ProcessResult &R) {
  Output O = parseOutput(R.Out, sourceRoot());
  Output Err = parseOutput(R.Err, sourceRoot());
  O.Findings.insert(O.Findings.end(), Err.Findings.begin(), Err.Findings.end());
  O.Errors.insert(O.Errors.end(), Err.Errors.begin(), Err.Errors.end());
  return O;
}

bool ended(const ProcessResult &R) { return !R.Signal && !R.TimedOut; }

class InputTest : public testing::TestWithParam<std::string> {
protected:
  /// Kept from test to test: the last one compares what the others ran.
  Reports &reports() {
    static std::map<std::string, std::unique_ptr<Reports>> All;
    std::unique_ptr<Reports> &Slot = All[GetParam()];
    if (!Slot)
      Slot = std::make_unique<Reports>(GetParam());
    return *Slot;
  }

  void SetUp() override {
    if (startsWith(GetParam(), "test-inputs/qcoro/") && qcoroFlags().empty())
      GTEST_SKIP() << "QCoro is not installed (package qcoro-qt6-dev)";
  }

  void expectMarks(const ProcessResult &R, Level L) {
    std::vector<std::string> Wrong =
        differences(reports().Expected, read(R), L);
    EXPECT_TRUE(Wrong.empty()) << join(Wrong) << R;
  }

  void expectNoErrors(const ProcessResult &R) {
    std::vector<std::string> Errors = read(R).Errors;
    EXPECT_TRUE(Errors.empty())
        << "the file does not compile (then it needs '// errors: yes')\n"
        << join(Errors) << R;
  }
};

TEST_P(InputTest, MarksMakeSense) {
  for (const auto &[File, E] : reports().Expected)
    EXPECT_TRUE(E.Problems.empty()) << join(E.Problems);
}

TEST_P(InputTest, Command) {
  const ProcessResult &R = reports().command();
  ASSERT_TRUE(ended(R)) << R;
  expectMarks(R, Level::Low);
  if (reports().own().HasErrors) {
    EXPECT_EQ(R.ExitCode, 2) << "a file that does not compile\n" << R;
    return;
  }
  expectNoErrors(R);
  EXPECT_EQ(R.ExitCode, read(R).Findings.empty() ? 0 : 1) << R;

  // Which findings stay when only surer ones are asked for. A high one that is
  // there at `high` needs no look at the default between the two.
  bool AnyMark = false, AnyUnsure = false;
  for (const auto &[File, E] : reports().Expected)
    for (const Mark &M : E.Marks) {
      AnyMark |= M.What == Mark::Expect;
      AnyUnsure |= M.What == Mark::Expect && M.Sureness != Level::High;
    }
  if (AnyUnsure)
    expectMarks(reports().command(Level::Medium), Level::Medium);
  if (AnyMark)
    expectMarks(reports().command(Level::High), Level::High);
}

/// With parsed includes that are made, and then taken from a cache; and with
/// the outcome itself from there. A sample; `./dev test-cache` takes all.
TEST_P(InputTest, WithACache) {
  bool All = std::getenv("AWAIT_TIDY_TEST_CACHE");
  if (!All && std::hash<std::string>()(GetParam()) % 12 != 0)
    return;
  TemporaryFolder Kept;
  Job J = reports().job(Level::Low);
  const ProcessResult &Cold = reports().command();
  J.Args =
      concat({J.Args, {"--cache=" + Kept.path().string(), "--cache-includes"}});
  auto Remove = [&] {
    for (const auto &E : fs::recursive_directory_iterator(Kept.path()))
      if (E.path().extension() == ".results")
        fs::remove(E.path());
  };
  for (const char *What : {"made", "reused", "kept"}) {
    ProcessResult R = runCommand(J);
    EXPECT_EQ(R.Out, Cold.Out) << What << R;
    EXPECT_EQ(R.Err, Cold.Err) << What << R;
    EXPECT_EQ(R.ExitCode, Cold.ExitCode) << What << R;
    if (std::string_view(What) == "made")
      Remove();
  }
}

TEST_P(InputTest, ClangTidy) {
  const ProcessResult &R = reports().clangTidy();
  ASSERT_TRUE(ended(R)) << R;
  if (reports().own().HasErrors)
    return;
  expectNoErrors(R);
  expectMarks(R, Level::Low);
  EXPECT_EQ(R.ExitCode, 0) << R;
}

TEST_P(InputTest, CompilerPlugin) {
  const ProcessResult &R = reports().plugin();
  ASSERT_TRUE(ended(R)) << R;
  if (reports().own().HasErrors)
    return;
  expectNoErrors(R);
  expectMarks(R, Level::Low);
  EXPECT_EQ(R.ExitCode, 0) << R;
}

TEST_P(InputTest, EveryDoorSaysTheSame) {
  if (reports().own().HasErrors)
    GTEST_SUCCEED();
  else {
    Output Command = read(reports().command());
    for (const auto &[Name, R] :
         {std::pair("clang-tidy", &reports().clangTidy()),
          std::pair("the plugin", &reports().plugin())}) {
      std::vector<std::string> Wrong =
          differences("the command", Command, Name, read(*R));
      EXPECT_TRUE(Wrong.empty()) << join(Wrong);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, InputTest, testing::ValuesIn(inputFiles()),
                         [](const auto &Info) {
                           std::string Name = Info.param.substr(
                               std::string_view("test-inputs/").size());
                           Name.resize(Name.size() - 4); // ".cpp"
                           for (char &C : Name)
                             if (!std::isalnum(static_cast<unsigned char>(C)))
                               C = '_';
                           return Name;
                         });

/// The scenarios of docs/scenarios.md: the inputs must show each twice, once as
/// a member and once as something else.
TEST(Scenarios, EachHasTwoInputs) {
  std::multiset<int> Shown;
  for (const std::string &File : inputFiles())
    Shown.merge(
        parseExpectations(File, readFile(sourceRoot() / File)).Scenarios);

  std::string Missing;
  for (int N = 1; N <= 105; ++N)
    if (Shown.count(N) < 2)
      Missing += " " + std::to_string(N);
  EXPECT_EQ(Missing, "") << "too few '// scenario:' comments name them";
}

} // namespace
