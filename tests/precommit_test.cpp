//===- precommit_test.cpp - The hook, started by pre-commit ---------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The real pre-commit on a repository of its own, without a network: what it
// lets through, what it refuses, and that a hook that could not do its work
// never looks as if it had found nothing.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

const std::string Rule = "await-check-then-act";

class PreCommit : public testing::Test {
protected:
  TemporaryFolder Project, Hooks, Cache;
  std::string Tool = commandPath();

  void SetUp() override {
    if (std::string(PRE_COMMIT).empty())
      GTEST_SKIP() << "pre-commit is missing (on Debian 12: apt-get install "
                      "pre-commit)";
    // As it is here, committed or not.
    fs::create_directory(Hooks.path() / "hooks");
    for (const char *Name : {".pre-commit-hooks.yaml", "hooks/pre-commit"})
      fs::copy_file(sourceRoot() / Name, Hooks.path() / Name);
    commitAll(Hooks);
    Project.write(".gitignore", "/build/\n");
    Project.write("src/old.cpp", Withdraw);
    Project.write("src/new.cpp", Clean);
    writeDatabase({"src/old.cpp", "src/new.cpp"});
    commitAll(Project);
  }

  ProcessResult in(const TemporaryFolder &Where, const Words &Command) const {
    ProcessOptions O;
    O.Directory = Where.path();
    return run(concat({{"env", "GIT_CONFIG_GLOBAL=/dev/null",
                        "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=t",
                        "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t",
                        "GIT_COMMITTER_EMAIL=t@t",
                        "PRE_COMMIT_HOME=" + Cache.path().string(),
                        "XDG_CACHE_HOME=" + (Cache / "xdg"),
                        "PRE_COMMIT_COLOR=never", "AWAIT_TIDY=" + Tool},
                       Command}),
               O);
  }

  void git(const TemporaryFolder &Where, const Words &Arguments) const {
    ProcessResult R = in(
        Where, concat({{"git", "-c", "init.defaultBranch=main"}, Arguments}));
    ASSERT_EQ(R.ExitCode, 0) << R;
  }

  void commitAll(const TemporaryFolder &Where) const {
    if (!fs::exists(Where.path() / ".git"))
      git(Where, {"init", "-q"});
    git(Where, {"add", "-A"});
    git(Where, {"commit", "-q", "--no-verify", "-m", "now"});
  }

  void writeDatabase(const Words &Files, const std::string &More = "") const {
    std::string Text;
    for (const std::string &File : Files) {
      Text += Text.empty() ? "[" : ",";
      Text += "{\"directory\": \"" + Project.path().string() +
              "\", \"file\": \"" + File + "\", \"command\": \"c++ ";
      for (const std::string &Flag : sampleFlags())
        Text += Flag + " ";
      Text += More + " -c " + File + "\"}\n";
    }
    Project.write("build/compile_commands.json", Text + "]\n");
  }

  void stage(const std::string &Name, const std::string &Text) const {
    Project.write(Name, Text);
    git(Project, {"add", Name});
  }

  /// What is staged, or what \p Extra names.
  ProcessResult tryRepo(const Words &Extra = {}) const {
    return in(Project, concat({{PRE_COMMIT, "try-repo", Hooks.path().string(),
                                "await-tidy", "--verbose"},
                               Extra}));
  }

  /// The hook in the project's configuration, with \p Arguments.
  void configure(const std::string &Arguments) const {
    ProcessResult Head = in(Hooks, {"git", "rev-parse", "HEAD"});
    Project.write(".pre-commit-config.yaml",
                  "repos:\n- repo: " + Hooks.path().string() + "\n  rev: " +
                      Head.Out + "  hooks:\n  - id: await-tidy\n    args: [" +
                      Arguments + "]\n    verbose: true\n");
  }
  ProcessResult runHook(const Words &Extra = {}) const {
    return in(Project, concat({{PRE_COMMIT, "run"}, Extra}));
  }
};

void expectPassed(const ProcessResult &R, const std::string &Said) {
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "Passed")) << R;
  EXPECT_TRUE(contains(R.Out, Said)) << "'" << Said << "' expected in\n" << R;
}

void expectFailed(const ProcessResult &R, int Code, const std::string &Said) {
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Out, "- exit code: " + std::to_string(Code) + "\n"))
      << Code << " expected in\n"
      << R;
  EXPECT_TRUE(contains(R.Out, Said)) << "'" << Said << "' expected in\n" << R;
}

TEST_F(PreCommit, RefusesTheRaceAndTakesTheRepair) {
  stage("src/new.cpp", Withdraw);
  expectFailed(tryRepo(), 1, "src/new.cpp:11:5: warning: ");
  stage("src/new.cpp", Repaired);
  expectPassed(tryRepo(), "no findings in 1 file");
  // What the hook keeps for the next commit.
  EXPECT_TRUE(fs::exists(Cache / "xdg/await-tidy/CACHEDIR.TAG"));
}

TEST_F(PreCommit, OldFindingsAreNotShown) {
  stage("src/old.cpp",
        replaced(Withdraw, "balance += amount", "balance += amount + 0"));
  ProcessResult R = tryRepo();
  expectPassed(R, "no findings in 1 file");
  EXPECT_TRUE(contains(R.Out, "1 in unchanged lines")) << R;
  // But what makes them worse.
  stage("src/old.cpp",
        replaced(Withdraw, "balance < amount", "balance <= amount"));
  expectFailed(tryRepo(), 1, "src/old.cpp:11:5: warning: ");
}

TEST_F(PreCommit, AHeaderThroughAFileThatIncludesIt) {
  Project.write("src/user.cpp", "#include \"coro.h\"\n"
                                "mock::task<bool> transfer(int amount);\n"
                                "#include \"account.h\"\n");
  writeDatabase({"src/user.cpp"});
  std::string Header = replaced(Withdraw, "#include \"coro.h\"\n", "");
  Header = replaced(Header, "mock::task<bool> transfer(int amount);\n", "");
  stage("src/account.h", Header);
  ProcessResult R = tryRepo();
  expectFailed(R, 1, "src/account.h:9:5: warning: ");
  EXPECT_TRUE(contains(R.Out, "analysed as a part of 'src/user.cpp'")) << R;
}

/// By the schema that the current release of pre-commit is described with.
TEST_F(PreCommit, TheManifestIsAsPublished) {
  const std::string Schema = AWAIT_TIDY_SCHEMAS "/pre-commit-hooks.json";
  if (!fs::exists(Schema))
    GTEST_SKIP() << "there is no " << Schema
                 << ": `./dev test` takes it from npm, where there is npm";
  ProcessResult R =
      run({"python3", (sourceRoot() / "tests/schema.py").string(), Schema,
           (sourceRoot() / ".pre-commit-hooks.yaml").string()});
  if (R.ExitCode == 77)
    GTEST_SKIP() << "python3-jsonschema or python3-yaml is not installed";
  EXPECT_EQ(R.ExitCode, 0) << R;
}

/// Also without the help of pre-commit, which does not put aside what is not
/// staged when it is told which files to look at.
TEST_F(PreCommit, WhatIsStagedIsWhatIsAnalysed) {
  stage("src/new.cpp", Repaired);
  Project.write("src/new.cpp", "\n\n" + Withdraw);
  expectPassed(tryRepo({"--files", "src/new.cpp"}), "no findings in 1 file");
  stage("src/new.cpp", Withdraw);
  Project.write("src/new.cpp", "\n\n" + Repaired);
  ProcessResult R = tryRepo({"--files", "src/new.cpp"});
  expectFailed(R, 1, "src/new.cpp:11:5: warning: ");
  EXPECT_TRUE(contains(R.Out, "   11 |     balance -= amount;")) << R;
  fs::remove(Project.path() / "src/new.cpp");
  R = in(Project, {Hooks / "hooks/pre-commit", "src/new.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
}

/// The \p Number-th block of YAML in docs/pre-commit.md.
std::string documented(unsigned Number) {
  std::string Page = readFile(sourceRoot() / "docs/pre-commit.md");
  size_t At = 0;
  for (; Number; --Number)
    At = Page.find("```yaml\n", At) + 8;
  return Page.substr(At, Page.find("```", At) - At);
}

TEST_F(PreCommit, ACommit) {
  git(Hooks, {"tag", "v0.1.0"});
  Project.write(".pre-commit-config.yaml",
                replaced(documented(1), "https://example.org/await-tidy",
                         Hooks.path().string()));
  git(Project, {"add", "-A"});
  git(Project, {"commit", "-q", "-m", "hook"});
  ASSERT_EQ(in(Project, {PRE_COMMIT, "install"}).ExitCode, 0);
  stage("src/new.cpp", Withdraw);
  ProcessResult R = in(Project, {"git", "commit", "-m", "racy"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.all(), "[" + Rule + "]")) << R;
  // With a change that is not staged beside the repair.
  stage("src/new.cpp", Repaired);
  Project.write("src/new.cpp", Withdraw);
  R = in(Project, {"git", "commit", "-m", "repaired"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(readFile(Project.path() / "src/new.cpp"), Withdraw);
  // The first commit of all.
  TemporaryFolder Empty;
  git(Empty, {"init", "-q"});
  Empty.write("a.cpp", Withdraw);
  Empty.write("compile_commands.json",
              readFile(Project.path() / "build/compile_commands.json"));
  git(Empty, {"add", "a.cpp"});
  R = in(Empty, {commandPath(), "--staged", "a.cpp", "--", sampleFlags()[0],
                 sampleFlags()[1]});
  EXPECT_EQ(R.ExitCode, 1) << R;
}

TEST_F(PreCommit, OtherConfigurations) {
  const std::string Text = replaced(
      documented(1), "https://example.org/await-tidy", Hooks.path().string());
  git(Hooks, {"tag", "v0.1.0"});
  Project.write(".pre-commit-config.yaml",
                Text.substr(0, Text.find("  - id:")) + documented(3));
  writeDatabase({"src/module.cppm"});
  stage("src/module.cppm", Withdraw);
  expectFailed(runHook(), 1, "src/module.cppm:11:5: warning: ");
  // Without a database.
  fs::remove_all(Project.path() / "build");
  fs::create_directory_symlink(sourceRoot() / "test-inputs/mock",
                               Project.path() / "include");
  Project.write(".pre-commit-config.yaml",
                replaced(documented(2), "entry: await-tidy", "entry: " + Tool));
  stage("src/new.cpp", Withdraw);
  expectFailed(runHook(), 1, "src/new.cpp:11:5: warning: ");
}

TEST_F(PreCommit, WholeFiles) {
  stage("src/new.cpp", Repaired);
  configure("--all");
  expectFailed(runHook({"--all-files"}), 1, "src/old.cpp:11:5: warning: ");
  // In CI nothing is staged, and a hook without findings would say nothing.
  configure("");
  stage("src/old.cpp", "// about money\n" + Withdraw);
  git(Project, {"commit", "-q", "-m", "repaired"});
  expectFailed(runHook({"--all-files"}), 1, "nothing is staged");
  // What a branch has changed.
  ProcessResult R = runHook({"--from-ref", "HEAD~1", "--to-ref", "HEAD"});
  expectPassed(R, "no findings in 2 files");
  EXPECT_TRUE(contains(R.Out, "1 in unchanged lines")) << R;
}

//===----------------------------------------------------------------------===//
// What keeps it from its work
//===----------------------------------------------------------------------===//

TEST_F(PreCommit, NoDatabase) {
  fs::remove_all(Project.path() / "build");
  stage("src/new.cpp", Withdraw);
  expectFailed(tryRepo(), 4,
               "there is no compile_commands.json for "
               "'src/new.cpp'");
  configure("-p, out");
  expectFailed(runHook(), 4, "there is no compile_commands.json in 'out'");
}

TEST_F(PreCommit, NoProgram) {
  stage("src/new.cpp", Clean + "// more\n");
  Tool = "/nowhere/await-tidy";
  expectFailed(tryRepo(), 127, "there is no program '/nowhere/await-tidy'");
}

TEST_F(PreCommit, AProgramThatCannotBeUsed) {
  stage("src/new.cpp", Clean + "// more\n");
  auto Fake = [&](const std::string &Text) {
    Tool = Cache.write("bin/await-tidy", "#!/bin/sh\n" + Text + "\n");
    fs::permissions(Tool, fs::perms::owner_all);
  };
  // What the loader says without the LLVM that it was linked with.
  Fake("echo 'libLLVM.so.19.1: cannot open shared object file' >&2; exit 127");
  expectFailed(tryRepo(), 126, "does not run: libLLVM.so.19.1: cannot open");
  Fake("echo another tool; exit 0");
  expectFailed(tryRepo(), 126, "is not await-tidy: --version says 'another");
}

TEST_F(PreCommit, TimeIsOver) {
  const std::string Slow = "// co_await: else it is not parsed\n"
                           "constexpr int slow() {\n"
                           "  int s = 0;\n"
                           "  for (int i = 0; i < 1000000000; ++i) s ^= i;\n"
                           "  return s;\n"
                           "}\n"
                           "static_assert(slow() == 0);\n";
  writeDatabase({"src/old.cpp", "src/new.cpp", "src/slow.cpp"},
                "-fconstexpr-steps=2000000000");
  stage("src/new.cpp", Withdraw);
  stage("src/slow.cpp", Slow);
  configure("--time-budget=1");
  auto Begin = std::chrono::steady_clock::now();
  ProcessResult R = runHook();
  EXPECT_LT(std::chrono::steady_clock::now() - Begin, std::chrono::seconds(30));
  expectFailed(R, 3,
               "'src/slow.cpp' was not analysed: the time of "
               "--time-budget (1 s) is over");
}

/// What is said on the standard error output is no verdict.
TEST_F(PreCommit, NoiseIsNoFailure) {
  stage("src/third.cpp", Clean);
  ProcessResult R = tryRepo();
  expectPassed(R, "no findings in 1 file");
  EXPECT_TRUE(contains(R.Out, "note: 'src/third.cpp' is not in")) << R;
  stage("src/third.cpp", "int x = undeclared;\n" + Clean);
  expectFailed(tryRepo(), 2, "use of undeclared identifier");
}

} // namespace
