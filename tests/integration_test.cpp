//===- integration_test.cpp - await-tidy in the builds of others ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// await-tidy is installed into a temporary folder, and what docs/integration.md
// shows is done in a small project, word by word but for the prefix: with a
// race it has to fail and to say where, and without to pass.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

const std::string Rule = "await-check-then-act";

/// The page names LLVM 19; for another one, the number is to be exchanged.
std::string forThisLLVM(std::string Text) {
  const std::string Version = LLVM_VERSION;
  const std::string Major = Version.substr(0, Version.find('.'));
  for (size_t At = 0; (At = Text.find("-19", At)) != Text.npos; At += 3)
    Text.replace(At + 1, 2, Major);
  return Text;
}

/// Block \p Number, from 1, of \p Language below a heading of the page.
std::string documented(const std::string &Heading, const std::string &Language,
                       unsigned Number = 1) {
  std::string Page = readFile(sourceRoot() / "docs/integration.md");
  const std::string Fence = "```" + Language + "\n";
  size_t At = Page.find("\n## " + Heading + "\n");
  for (; Number && At != Page.npos; --Number) {
    At = Page.find(Fence, At);
    At += At == Page.npos ? 0 : Fence.size();
  }
  EXPECT_NE(At, Page.npos) << Heading << ": no such block";
  return At == Page.npos
             ? ""
             : forThisLLVM(Page.substr(At, Page.find("```", At) - At));
}

class Integration : public testing::Test {
protected:
  static TemporaryFolder *Installed;
  TemporaryFolder Project;
  std::string Compiler = clangPath();

  static void SetUpTestSuite() {
    Installed = new TemporaryFolder;
    ProcessResult R = run({CMAKE, "--install", AWAIT_TIDY_BUILD_DIR, "--prefix",
                           Installed->path().string()});
    ASSERT_EQ(R.ExitCode, 0) << R;
  }
  static void TearDownTestSuite() { delete Installed; }

  void SetUp() override {
    fs::create_directory_symlink(sourceRoot() / "test-inputs/mock",
                                 Project.path() / "include");
    Project.write("src/interest.cpp", Clean);
    write(Withdraw);
  }

  void write(const std::string &Text) const {
    Project.write("src/withdraw.cpp", Text);
  }

  ProcessResult shell(const std::string &Command) const {
    const std::string Prefix = Installed->path().string();
    std::string Text = Command;
    const std::string Documented = "/usr/local/";
    for (size_t At = 0; (At = Text.find(Documented, At)) != Text.npos;)
      Text.replace(At, Documented.size(), Prefix + "/");
    ProcessOptions O;
    O.Directory = Project.path();
    return run({"env", "CXX=" + Compiler, "CMAKE_PREFIX_PATH=" + Prefix, "sh",
                "-ec", "PATH=" + Prefix + "/bin:$PATH\n" + Text},
               O);
  }

  void writeCMake(const std::string &Text) const {
    Project.write("CMakeLists.txt",
                  "cmake_minimum_required(VERSION 3.20)\nproject(bank CXX)\n"
                  "set(CMAKE_CXX_STANDARD 20)\n"
                  "set(CMAKE_EXPORT_COMPILE_COMMANDS ON)\n"
                  "include_directories(SYSTEM include)\n" +
                      Text);
  }

  /// The race is reported, the repaired program is not.
  void expectRaceAlone(const std::string &Command) const {
    write(Withdraw);
    ProcessResult R = shell(Command);
    EXPECT_NE(R.ExitCode, 0) << R;
    EXPECT_TRUE(contains(R.all(), "src/withdraw.cpp:11:5: ")) << R;
    EXPECT_TRUE(contains(R.all(), "[" + Rule)) << R;
    write(Repaired);
    R = shell(Command);
    EXPECT_EQ(R.ExitCode, 0) << R;
    EXPECT_FALSE(contains(R.all(), "[await-")) << R;
  }
};

TemporaryFolder *Integration::Installed;

const std::string Target = "CMake: a build target";

TEST_F(Integration, ABuildTarget) {
  writeCMake(documented(Target, "cmake"));
  expectRaceAlone(documented(Target, "sh"));
  // Nothing has changed since, and then only a header.
  ProcessResult R = shell("cmake --build build --target await-tidy");
  EXPECT_TRUE(contains(R.Out, "no work to do")) << R;
  Project.write("src/account.h", "// more\n");
  write("#include \"account.h\"\n" + Repaired);
  EXPECT_EQ(shell("cmake --build build --target await-tidy").ExitCode, 0);
  std::string Header = replaced(Withdraw, "#include \"coro.h\"\n", "");
  Project.write("src/account.h",
                "#pragma once\n#include \"coro.h\"\nnamespace other {\n" +
                    Header + "}\n");
  R = shell("cmake --build build --target await-tidy-bank");
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.all(), "src/account.h:13:5: ")) << R;
  // The default build does without.
  EXPECT_EQ(shell("cmake --build build").ExitCode, 0);
}

TEST_F(Integration, APartOfTheDefaultBuild) {
  Compiler = GXX;
  if (Compiler.empty())
    GTEST_SKIP() << "g++ or make is missing";
  std::string Text =
      replaced(documented(Target, "cmake"), "await_tidy_add(bank)",
               "await_tidy_add(bank ALL ARGS --min-confidence=low)");
  writeCMake(Text);
  write(LazyLoad);
  ProcessResult R = shell("cmake -B build -G 'Unix Makefiles'\n"
                          "cmake --build build");
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.all(), "src/withdraw.cpp:15:5: ")) << R;
  write(Clean);
  EXPECT_EQ(shell("cmake --build build").ExitCode, 0);
}

TEST_F(Integration, WhatCannotBeAdded) {
  for (const auto &[Text, Why] :
       {std::pair<std::string, std::string>{
            "await_tidy_add(bnak)", "await_tidy_add(bnak): there is no such"},
        {"add_custom_target(x)\nawait_tidy_add(x)",
         "compiles sources (UTILITY)"},
        {"add_library(x STATIC src/withdraw.cpp)\nawait_tidy_add(x --fix)",
         "'--fix' is not understood"}}) {
    writeCMake("find_package(AwaitTidy REQUIRED)\n" + Text + "\n");
    ProcessResult R = shell("cmake -B build -G Ninja");
    EXPECT_EQ(R.ExitCode, 1) << R;
    // CMake breaks lines as it likes.
    std::string Said;
    for (char C : R.Err)
      if (C != ' ' || (!Said.empty() && Said.back() != ' '))
        Said += C == '\n' ? ' ' : C;
    EXPECT_TRUE(contains(Said, Why)) << Why << '\n' << R;
  }
}

TEST_F(Integration, EveryCompilation) {
  const std::string Heading = "CMake: in every compilation";
  writeCMake("add_library(bank src/withdraw.cpp src/interest.cpp)\n");
  expectRaceAlone(documented(Heading, "sh"));
  writeCMake(documented(Heading, "cmake"));
  expectRaceAlone("rm -rf build; cmake -B build -G Ninja\n"
                  "cmake --build build");
}

TEST_F(Integration, RunClangTidyAndDiff) {
  writeCMake("add_library(bank src/withdraw.cpp src/interest.cpp)\n");
  ASSERT_EQ(shell("cmake -B build -G Ninja").ExitCode, 0);
  expectRaceAlone(documented("run-clang-tidy: a whole project", "sh"));

  const std::string Heading = "clang-tidy-diff: the lines of a change";
  Project.write(".clang-tidy", documented(Heading, "yaml"));
  write(Clean);
  ASSERT_EQ(shell("git init -q; git add src; git -c user.name=t -c "
                  "user.email=t@t commit -qm now")
                .ExitCode,
            0);
  const std::string Command = documented(Heading, "sh");
  expectRaceAlone(Command);
  // An old one in another line.
  write(Withdraw);
  ASSERT_EQ(
      shell("git -c user.name=t -c user.email=t@t commit -qam old").ExitCode,
      0);
  write(Withdraw + "// more\n");
  ProcessResult R = shell(Command);
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_FALSE(contains(R.all(), "[await-")) << R;
}

TEST_F(Integration, Meson) {
  if (std::string(MESON).empty())
    GTEST_SKIP() << "Meson is missing (on Debian 12: apt-get install meson)";
  Project.write("meson.build", documented("Meson", "meson"));
  ProcessResult R = shell(documented("Meson", "sh"));
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.all(), "src/withdraw.cpp:11:5: ")) << R;
  write(Repaired);
  R = shell("meson compile -C build await-tidy");
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.all(), "no findings in 2 files")) << R;
}

} // namespace
