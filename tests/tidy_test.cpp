//===- tidy_test.cpp - The module in clang-tidy ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What clang-tidy does with every check must work with ours: suppressions,
// fixes, options, warnings as errors; and in another LLVM the module must end
// loudly.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

using namespace await_tidy::test;

namespace {

const std::string CheckThenAct = "await-check-then-act";
const std::string Rollbacks = "await-snapshot-rollback";

class Tidy : public testing::Test {
protected:
  TemporaryFolder Folder;

  ProcessResult tidy(const std::string &Source, const Words &Extra = {}) const {
    Job J;
    J.File = Folder.write("a.cpp", Source);
    J.Flags = sampleFlags();
    return runClangTidy(J, Extra);
  }

  /// How many findings there are when the act is written like this.
  size_t countWith(const std::string &Lines) const {
    ProcessResult R = tidy(replaced(Withdraw, WithdrawLine, Lines));
    EXPECT_EQ(R.ExitCode, 0) << R;
    return findingCount(R.Out);
  }
};

TEST_F(Tidy, ListsTheRules) {
  ProcessResult R = run({clangTidyPath(), "-load=" + tidyModulePath(),
                         "-checks=-*,await-*", "-list-checks"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  for (const std::string &Id : ruleIds())
    EXPECT_TRUE(contains(R.Out, Id)) << Id << '\n' << R;
}

TEST_F(Tidy, Reports) {
  ProcessResult R = tidy(Withdraw);
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
  EXPECT_EQ(findingCount(tidy(Clean, {"-checks=await-*"}).Out), 0u);
}

TEST_F(Tidy, OneRuleAlone) {
  EXPECT_EQ(
      findingCount(tidy(Withdraw, {"-checks=-*,await-check-then-act"}).Out),
      1u);
  EXPECT_EQ(findingCount(tidy(Withdraw, {"-checks=-*,await-stale-write"}).Out),
            0u);
}

TEST_F(Tidy, ModelsByAGlobalOptionAreLookedForUpwards) {
  Folder.write("sub/a.cpp", Withdraw);
  Folder.write(".clang-tidy", "Checks: '-*,await-*'\n"
                              "CheckOptions:\n"
                              "  AwaitTidyModels: 'own.yaml'\n");
  auto Tidy = [&](const Words &Extra) {
    ProcessOptions O;
    O.Directory = Folder.path() / "sub";
    return run(concat({{clangTidyPath(), "-load=" + tidyModulePath()},
                       Extra,
                       {"a.cpp", "--"},
                       sampleFlags()}),
               O);
  };
  Folder.write("own.yaml", "library: own\n");
  EXPECT_EQ(findingCount(Tidy({}).Out), 1u);
  ProcessResult Verified = Tidy({"--verify-config"});
  EXPECT_EQ(Verified.ExitCode, 0) << Verified;

  Folder.write("own.yaml", "library: own\nfuncions: []\n");
  ProcessResult R = Tidy({});
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "own.yaml:2:1: error: unknown key 'funcions'"))
      << R;
}

TEST_F(Tidy, BesideOtherChecks) {
  ProcessResult R = tidy(Withdraw, {"-checks=-*,await-*,modernize-*,misc-*"});
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
}

TEST_F(Tidy, SeveralFilesInOneProcess) {
  // Each translation unit has an analysis of its own.
  std::string A = Folder.write("a.cpp", Withdraw);
  std::string B = Folder.write("b.cpp", Clean);
  std::string C = Folder.write("c.cpp", Rollback);
  ProcessResult R = run(concat({{clangTidyPath(), "-load=" + tidyModulePath(),
                                 "-checks=-*,await-*", A, B, C, "--"},
                                sampleFlags()}));
  EXPECT_EQ(findingCount(R.Out), 2u) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
  EXPECT_TRUE(reports(R.Out, RollbackAct, Rollbacks)) << R;
}

TEST_F(Tidy, NoLint) {
  EXPECT_EQ(countWith(WithdrawLine), 1u);
  EXPECT_EQ(countWith("    balance -= amount; // NOLINT\n"), 0u);
  EXPECT_EQ(
      countWith("    balance -= amount; // NOLINT(await-check-then-act)\n"),
      0u);
  EXPECT_EQ(
      countWith("    balance -= amount; // NOLINT(await-*): one teller\n"), 0u);
  EXPECT_EQ(countWith("    balance -= amount; // NOLINT(await-stale-write)\n"),
            1u);
  EXPECT_EQ(countWith("    // NOLINTNEXTLINE\n" + WithdrawLine), 0u);
  EXPECT_EQ(
      countWith("    // NOLINTNEXTLINE(await-check-then-act)\n" + WithdrawLine),
      0u);
  EXPECT_EQ(countWith("    // NOLINTBEGIN(await-check-then-act)\n" +
                      WithdrawLine +
                      "    // NOLINTEND(await-check-then-act)\n"),
            0u);
}

TEST_F(Tidy, NoLintCountsAtTheActOnly) {
  ProcessResult R =
      tidy(replaced(Withdraw, "    co_await transfer(amount);\n",
                    "    co_await transfer(amount); // NOLINT\n"));
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
}

TEST_F(Tidy, Fix) {
  ProcessResult R = tidy(Rollback, {"--fix"});
  std::string File = Folder / "a.cpp";
  EXPECT_EQ(readFile(File), replaced(Rollback, RollbackLine, RollbackFixed))
      << R;
  EXPECT_TRUE(compiles(File, sampleFlags()));
  EXPECT_EQ(findingCount(tidy(readFile(File)).Out), 0u);
}

TEST_F(Tidy, ExportFixes) {
  std::string Yaml = Folder / "fixes.yaml";
  ProcessResult R = tidy(Rollback, {"--export-fixes=" + Yaml});
  std::string Text = readFile(Yaml);
  EXPECT_TRUE(contains(Text, "DiagnosticName:  " + Rollbacks)) << R << Text;
  EXPECT_TRUE(contains(Text, "ReplacementText:")) << Text;
  EXPECT_TRUE(contains(Text, "Notes:")) << Text;
}

TEST_F(Tidy, WarningsAsErrors) {
  ProcessResult R = tidy(Withdraw, {"-warnings-as-errors=await-*"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
  EXPECT_EQ(tidy(Clean, {"-warnings-as-errors=await-*"}).ExitCode, 0);
}

TEST_F(Tidy, LineFilter) {
  auto count = [&](unsigned Line) {
    std::string N = std::to_string(Line);
    return findingCount(tidy(Withdraw, {"-line-filter=[{\"name\":\"a.cpp\","
                                        "\"lines\":[[" +
                                        N + "," + N + "]]}]"})
                            .Out);
  };
  EXPECT_EQ(count(WithdrawAct), 1u);
  // clang-tidy keeps a warning when one of its notes is in the lines: who
  // changes the check is told as well as who changes the act.
  EXPECT_EQ(count(WithdrawCheck), 1u);
  EXPECT_EQ(count(WithdrawAct + 1), 0u);
}

TEST_F(Tidy, CheckOptions) {
  auto count = [&](const std::string &Options) {
    ProcessResult R =
        tidy(LazyLoad, {"-config={CheckOptions: {" + Options + "}}"});
    EXPECT_EQ(R.ExitCode, 0) << R;
    return findingCount(R.Out);
  };
  EXPECT_EQ(count(""), 0u);
  EXPECT_EQ(count("await-check-then-act.MinConfidence: low"), 1u);
  EXPECT_EQ(count("await-check-then-act.MinConfidence: high"), 0u);
  // The option of another rule is not ours.
  EXPECT_EQ(count("await-stale-write.MinConfidence: low"), 0u);
}

TEST_F(Tidy, DumpConfigSaysTheOptions) {
  ProcessResult R = run({clangTidyPath(), "-load=" + tidyModulePath(),
                         "-checks=-*,await-stale-write", "-dump-config",
                         "-config={CheckOptions: "
                         "{await-stale-write.MinConfidence: low}}"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "await-stale-write.MinConfidence: low")) << R;
  EXPECT_TRUE(contains(R.Out, "await-stale-write.Enabled:")) << R;
}

TEST_F(Tidy, ConfigFile) {
  Folder.write(".clang-tidy", "Checks: '-*,await-*'\n"
                              "CheckOptions:\n"
                              "  await-check-then-act.MinConfidence: low\n");
  std::string File = Folder.write("a.cpp", LazyLoad);
  ProcessResult R =
      run(concat({{clangTidyPath(), "-load=" + tidyModulePath(), File, "--"},
                  sampleFlags()}));
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
}

TEST_F(Tidy, VerifyConfig) {
  auto verify = [&](const std::string &Option) {
    return run(
        {clangTidyPath(), "-load=" + tidyModulePath(),
         "-config={Checks: '-*,await-*', CheckOptions: {" + Option + ": low}}",
         "-verify-config"});
  };
  ProcessResult R = verify("await-stale-write.MinConfidence");
  EXPECT_EQ(R.ExitCode, 0) << R;
  R = verify("await-stale-write.MinConfidense");
  EXPECT_TRUE(contains(R.all(), "MinConfidence")) << R;
}

TEST_F(Tidy, AFileWithErrorsDoesNotCrashIt) {
  ProcessResult R = tidy(Withdraw + "mock::task<> f() { nope(co_await x); }\n");
  EXPECT_EQ(R.Signal, 0) << R;
  EXPECT_FALSE(contains(R.all(), "PLEASE submit a bug report")) << R;
}

TEST_F(Tidy, AnotherLlvmIsRefused) {
  const std::string Other = CLANG_TIDY_OTHER;
  if (Other.empty())
    GTEST_SKIP() << "no clang-tidy of another version is installed "
                    "(e.g. package clang-tidy-14)";
  std::string File = Folder.write("a.cpp", Withdraw);
  ProcessResult R = run(concat(
      {{Other, "-load=" + tidyModulePath(), "-checks=-*,await-*", File, "--"},
       sampleFlags()}));
  EXPECT_EQ(R.Signal, 0) << R;
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(
      R.Err, "await-tidy: error: this plugin is for Clang " LLVM_VERSION))
      << R;
}

} // namespace
