//===- plugin_test.cpp - The compiler plugin ------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

using namespace await_tidy::test;

namespace {

const std::string CheckThenAct = "await-check-then-act";

class Plugin : public testing::Test {
protected:
  TemporaryFolder Folder;

  ProcessResult compile(const std::string &Source, const Words &Extra = {}) {
    Job J;
    J.File = Folder.write("a.cpp", Source);
    J.Flags = sampleFlags();
    return runPlugin(J, Extra);
  }

  static std::string option(const std::string &Text) {
    return "-fplugin-arg-await-tidy-" + Text;
  }
};

TEST_F(Plugin, Warns) {
  ProcessResult R = compile(Withdraw);
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(findingCount(R.Err), 1u) << R;
  EXPECT_TRUE(reports(R.Err, WithdrawAct, CheckThenAct)) << R;
  EXPECT_EQ(compile(Clean).Err, "");
}

TEST_F(Plugin, WarningsAreErrorsWhenAsked) {
  ProcessResult R = compile(Withdraw, {"-Werror"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Err, WithdrawAct, CheckThenAct)) << R;
  EXPECT_EQ(compile(Clean, {"-Werror"}).ExitCode, 0);
}

TEST_F(Plugin, NoWarningsWhenAsked) {
  ProcessResult R = compile(Withdraw, {"-w"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Err, "") << R;
}

TEST_F(Plugin, WhileAnObjectIsMade) {
  std::string File = Folder.write("a.cpp", Withdraw);
  std::string Object = Folder / "a.o";
  ProcessResult R = run(concat(
      {{clangPath(), "-fplugin=" + pluginPath(), "-c", "-o", Object, File},
       sampleFlags()}));
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(reports(R.Err, WithdrawAct, CheckThenAct)) << R;
  EXPECT_FALSE(readFile(Object).empty());
}

TEST_F(Plugin, AnotherLlvmIsRefused) {
  const std::string Other = CLANGXX_OTHER;
  if (Other.empty())
    GTEST_SKIP() << "no clang++ of another version is installed "
                    "(e.g. package clang-14)";
  std::string File = Folder.write("a.cpp", Withdraw);
  ProcessResult R =
      run(concat({{Other, "-fplugin=" + pluginPath(), "-fsyntax-only", File},
                  sampleFlags()}));
  EXPECT_EQ(R.Signal, 0) << R;
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(
      R.Err, "await-tidy: error: this plugin is for Clang " LLVM_VERSION))
      << R;
}

TEST_F(Plugin, Rules) {
  EXPECT_EQ(findingCount(
                compile(Withdraw, {option("rules=await-check-then-act")}).Err),
            1u);
  EXPECT_EQ(
      findingCount(compile(Withdraw, {option("rules=await-stale-write")}).Err),
      0u);
}

TEST_F(Plugin, MinConfidence) {
  EXPECT_EQ(findingCount(compile(LazyLoad).Err), 0u);
  EXPECT_EQ(findingCount(compile(LazyLoad, {option("min-confidence=low")}).Err),
            1u);
}

TEST_F(Plugin, WrongOptionsAreErrors) {
  for (const char *Wrong : {"min-confidense=low", "min-confidence=lo",
                            "rules=await-stale-writ", "colour=blue"}) {
    ProcessResult R = compile(Withdraw, {option(Wrong)});
    EXPECT_EQ(R.ExitCode, 1) << R;
    EXPECT_TRUE(contains(R.Err, "await-tidy")) << R;
  }
  EXPECT_TRUE(contains(compile(Withdraw, {option("min-confidense=low")}).Err,
                       "min-confidence"));
}

TEST_F(Plugin, HelpNamesTheOptions) {
  ProcessResult R = compile(Clean, {option("help")});
  for (const char *Name : {"min-confidence", "rules", "no-fix"})
    EXPECT_TRUE(contains(R.Err, Name)) << Name << '\n' << R;
}

TEST_F(Plugin, FixIts) {
  ProcessResult R = compile(Rollback, {"-fdiagnostics-parseable-fixits"});
  EXPECT_TRUE(contains(R.Err, "fix-it:")) << R;
  R = compile(Rollback, {"-fdiagnostics-parseable-fixits", option("no-fix")});
  EXPECT_FALSE(contains(R.Err, "fix-it:")) << R;
  EXPECT_EQ(findingCount(R.Err), 1u) << R;
}

TEST_F(Plugin, NoLint) {
  EXPECT_EQ(compile(replaced(Withdraw, WithdrawLine,
                             "    balance -= amount; // NOLINT(await-*)\n"))
                .Err,
            "");
}

TEST_F(Plugin, ErrorsDoNotCrashIt) {
  ProcessResult R = compile(
      Withdraw + "mock::task<> f() { undeclared = co_await transfer(1); }\n");
  EXPECT_EQ(R.Signal, 0) << R;
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Err, "undeclared")) << R;
}

} // namespace
