//===- cli_test.cpp - The await-tidy command ------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a user or a script sees: exit codes (0 nothing found, 1 findings, 2
// could not analyse), messages, options, databases.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <chrono>
#include <gtest/gtest.h>
#include <sstream>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

const std::string CheckThenAct = "await-check-then-act";
const std::string Rollbacks = "await-snapshot-rollback";

class Cli : public testing::Test {
protected:
  TemporaryFolder Folder;

  /// await-tidy with exactly these words, started in the folder.
  ProcessResult tidy(const Words &Arguments, const fs::path &In = {}) const {
    ProcessOptions O;
    O.Directory = In.empty() ? Folder.path() : In;
    return run(concat({{commandPath()}, Arguments}), O);
  }

  /// The same with ` -- -std=c++20 -I<mock>` behind.
  ProcessResult tidyFixed(const Words &Arguments) const {
    return tidy(concat({Arguments, {"--"}, sampleFlags()}));
  }

  /// A database in which every file is compiled with \p Compiler and flags.
  void writeDatabase(const std::string &In, const Words &Files,
                     const std::string &Compiler = "clang++",
                     const std::string &MoreFlags = "") const {
    std::string Text = "[";
    for (const std::string &File : Files) {
      std::string Command = Compiler;
      for (const std::string &Flag : sampleFlags())
        Command += " \\\"" + Flag + "\\\""; // the path can have a space
      Command += MoreFlags + " -c " + File;
      Text += (Text.size() > 1 ? ",\n" : "\n") +
              std::string("{\"directory\": ") + "\"" + Folder.path().string() +
              "\", \"file\": \"" + File + "\", \"command\": \"" + Command +
              "\"}";
    }
    Folder.write(In.empty() ? "compile_commands.json"
                            : In + "/compile_commands.json",
                 Text + "\n]\n");
  }
};

/// Exit code 2 and a message that says \p What; no crash.
void expectRefusal(const ProcessResult &R, const Words &What) {
  EXPECT_EQ(R.ExitCode, 2) << R;
  for (const std::string &Word : What)
    EXPECT_TRUE(contains(R.Err, Word)) << "'" << Word << "' expected in\n" << R;
}

//===----------------------------------------------------------------------===//
// Exit codes and output
//===----------------------------------------------------------------------===//

TEST_F(Cli, NothingFoundIsZero) {
  Folder.write("a.cpp", Clean);
  ProcessResult R = tidyFixed({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Out, "") << R;
}

TEST_F(Cli, FindingsAreOne) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidyFixed({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  Output O = parseOutput(R.Out, Folder.path());
  ASSERT_EQ(O.Findings.size(), 1u) << R;
  const Reported &F = O.Findings[0];
  EXPECT_EQ(F.File, "a.cpp");
  EXPECT_EQ(F.Line, WithdrawAct);
  EXPECT_EQ(F.Column, 5u);
  EXPECT_EQ(F.Rule, CheckThenAct);
  EXPECT_TRUE(contains(F.Message, "balance")) << "names the place\n" << R;
  ASSERT_GE(F.Notes.size(), 2u) << R;
  EXPECT_EQ(F.Notes[0].Line, WithdrawCheck) << "first what was read\n" << R;
  EXPECT_EQ(F.Notes[1].Line, WithdrawSuspension) << "then the wait\n" << R;
  EXPECT_TRUE(contains(R.Out, "balance -= amount;\n")) << "a snippet\n" << R;
}

TEST_F(Cli, OtherWritersAreNamed) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidyFixed({"a.cpp"});
  bool Named = false;
  for (const Reported &F : parseOutput(R.Out, Folder.path()).Findings)
    for (const Reported::Note &N : F.Notes)
      Named |= N.Line == DepositAct || N.Line == WithdrawAct;
  EXPECT_TRUE(Named) << R;
}

TEST_F(Cli, TheSameTwice) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Rollback);
  EXPECT_EQ(tidyFixed({"a.cpp", "b.cpp"}).Out,
            tidyFixed({"a.cpp", "b.cpp"}).Out);
}

TEST_F(Cli, Colours) {
  Folder.write("a.cpp", Withdraw);
  EXPECT_FALSE(contains(tidyFixed({"a.cpp"}).Out, "\033["));
  EXPECT_FALSE(contains(tidyFixed({"--color=never", "a.cpp"}).Out, "\033["));
  EXPECT_TRUE(contains(tidyFixed({"--color=always", "a.cpp"}).Out, "\033["));
}

TEST_F(Cli, OneBadFileDoesNotHideTheOthers) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidyFixed({"missing.cpp", "a.cpp"});
  expectRefusal(R, {"missing.cpp"});
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
}

TEST_F(Cli, AHeadersFindingIsShownOnce) {
  Folder.write("account.h", "#pragma once\n" + Withdraw);
  Folder.write("a.cpp", "#include \"account.h\"\n");
  Folder.write("b.cpp", "#include \"account.h\"\n");
  ProcessResult R = tidyFixed({"a.cpp", "b.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
}

TEST_F(Cli, PathWithSpaces) {
  Folder.write("a dir/b file.cpp", Withdraw);
  ProcessResult R = tidyFixed({"a dir/b file.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
}

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

TEST_F(Cli, HelpAndVersion) {
  ProcessResult R = tidy({"--help"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  for (const char *Option :
       {"--checks", "--list-rules", "--explain", "--why", "--dump-events",
        "--fix", "--min-confidence", "--color"})
    EXPECT_TRUE(contains(R.Out, Option)) << Option << '\n' << R;
  R = tidy({"--version"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, LLVM_VERSION)) << "says which LLVM\n" << R;
}

TEST_F(Cli, ListRules) {
  ProcessResult R = tidy({"--list-rules"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  ASSERT_FALSE(ruleIds().empty());
  for (const std::string &Id : ruleIds())
    EXPECT_TRUE(contains(R.Out, Id)) << Id << '\n' << R;
}

TEST_F(Cli, ExplainEveryRule) {
  for (const std::string &Id : ruleIds()) {
    ProcessResult R = tidy({"--explain", Id});
    EXPECT_EQ(R.ExitCode, 0) << R;
    EXPECT_TRUE(contains(R.Out, Id)) << R;
    EXPECT_TRUE(contains(R.Out, "co_await")) << "shows code\n" << R;
  }
}

TEST_F(Cli, ExplainUnknownRule) {
  expectRefusal(tidy({"--explain", "await-check-than-act"}), {CheckThenAct});
}

TEST_F(Cli, ChecksSelectRules) {
  Folder.write("a.cpp", Withdraw);
  EXPECT_EQ(tidyFixed({"--checks=-*,await-check-then-act", "a.cpp"}).ExitCode,
            1);
  EXPECT_EQ(tidyFixed({"--checks=-*,await-stale-write", "a.cpp"}).ExitCode, 0);
  EXPECT_EQ(tidyFixed({"--checks=-await-check-*", "a.cpp"}).ExitCode, 0);
}

TEST_F(Cli, UnknownRuleIsRefusedWithASuggestion) {
  Folder.write("a.cpp", Clean);
  expectRefusal(tidyFixed({"--checks=-*,await-stale-writ", "a.cpp"}),
                {"await-stale-writ", "await-stale-write"});
  expectRefusal(tidyFixed({"--checks=-*", "a.cpp"}), {"-*"});
}

TEST_F(Cli, UnknownOptionIsRefusedWithASuggestion) {
  Folder.write("a.cpp", Clean);
  expectRefusal(tidyFixed({"--lst-rules", "a.cpp"}),
                {"--lst-rules", "--list-rules"});
  expectRefusal(tidyFixed({"--min-confidence=hi", "a.cpp"}), {"hi", "high"});
  expectRefusal(tidyFixed({"--color=purple", "a.cpp"}), {"purple"});
}

TEST_F(Cli, OptionsThatAreNotComplete) {
  Folder.write("a.cpp", Clean);
  expectRefusal(tidyFixed({"--quiet=yes", "a.cpp"}),
                {"'--quiet' takes no value"});
  expectRefusal(tidyFixed({"a.cpp", "--checks"}),
                {"'--checks' needs a value: --checks=GLOBS"});
  expectRefusal(tidyFixed({"--checks=", "a.cpp"}),
                {"the value of '--checks' is empty"});
  expectRefusal(tidyFixed({"-"}), {"standard input", "name a file"});
  expectRefusal(tidyFixed({""}), {"the name of a file is empty"});
}

TEST_F(Cli, ShortNames) {
  EXPECT_EQ(tidy({"-h"}).Out, tidy({"--help"}).Out);
  // The rules' names without what they all begin with.
  EXPECT_EQ(tidy({"--explain", "check-then-act"}).Out,
            tidy({"--explain", CheckThenAct}).Out);
  expectRefusal(tidy({"--explain", "check-then-ac"}), {CheckThenAct});
}

TEST_F(Cli, FlagsBesideThoseOfTheDatabase) {
  Folder.write("a.cpp", "#ifdef LATER\n" + Withdraw + "#endif\n");
  writeDatabase("", {"a.cpp"});
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
  ProcessResult R = tidy({"--extra-arg=-DLATER", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct + 1, CheckThenAct)) << R;
  // Headers that come with the compiler.
  Folder.write("a.cpp", "#include <stdarg.h>\n" + Withdraw);
  Folder.write("own/include/stdarg.h", "#error not the usual one\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 1);
  expectRefusal(tidy({"--resource-dir=" + (Folder / "own"), "a.cpp"}),
                {"not the usual one"});
}

TEST_F(Cli, TimeIsSaidForEachFile) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Clean);
  ProcessResult R = tidyFixed({"--time", "a.cpp", "b.cpp"});
  for (const char *Said : {"a.cpp: ", "b.cpp: ", " s, of which the analysis"})
    EXPECT_TRUE(contains(R.Err, Said)) << R;
  EXPECT_FALSE(contains(tidyFixed({"a.cpp"}).Err, "of which the analysis"));
}

/// Several files at once are said in their order, in every format.
TEST_F(Cli, SeveralAtOnceSayTheSame) {
  Words Files{"none.cpp", "bad.cpp", "empty.cpp"};
  Folder.write("bad.cpp", "int x = undeclared;\n" + Withdraw);
  Folder.write("empty.cpp", "");
  for (const std::string &Text : {Withdraw, Clean, Rollback, LazyLoad})
    for (int I = 0; I != 2; ++I) {
      Files.push_back("f" + std::to_string(Files.size()) + ".cpp");
      Folder.write(Files.back(), Text + std::string(I, '\n'));
    }
  for (const char *Format : {"text", "json"}) {
    const Words Command = concat(
        {{"--min-confidence=low", std::string("--format=") + Format}, Files});
    ProcessResult One = tidyFixed(Command);
    for (const char *Jobs : {"-j0", "-j=100"}) {
      ProcessResult R =
          tidyFixed(concat({{Jobs, "--time-budget=100"}, Command}));
      EXPECT_EQ(R.ExitCode, 2) << R;
      EXPECT_EQ(R.Out, One.Out) << R;
      EXPECT_EQ(R.Err, One.Err) << R;
    }
  }
  ProcessResult One = tidyFixed({"--why=f3.cpp:11"});
  EXPECT_EQ(tidyFixed({"-j2", "--why=f3.cpp:11"}).Out, One.Out);
  for (const char *Wrong : {"-j=many", "-j=-1", "-j=9999"})
    EXPECT_TRUE(contains(tidyFixed({Wrong, "f3.cpp"}).Err,
                         "-j is a number from 1 to 1024"));
}

/// What was not analysed is named, in every format, and the others are there.
TEST_F(Cli, TimeBudget) {
  Folder.write("slow.cpp", "// co_await: else it is not parsed\n"
                           "constexpr int slow() {\n"
                           "  int s = 0;\n"
                           "  for (int i = 0; i < 1000000000; ++i) s ^= i;\n"
                           "  return s;\n"
                           "}\n"
                           "static_assert(slow() == 0);\n");
  Folder.write("empty.cpp", "");
  Folder.write("b.cpp", Clean);
  const std::string Budget = std::to_string(2 * AWAIT_TIDY_SLOW);
  const Words Command{"--time-budget=" + Budget,
                      "--extra-arg=-fconstexpr-steps=2000000000", "empty.cpp",
                      "slow.cpp", "b.cpp"};
  ProcessResult R = tidyFixed(Command);
  EXPECT_EQ(R.ExitCode, 3) << R;
  for (const char *Name : {"slow.cpp", "b.cpp"})
    EXPECT_TRUE(contains(R.Err, "await-tidy: error: '" + std::string(Name) +
                                    "' was not analysed: the time of "
                                    "--time-budget (" +
                                    Budget + " s) is over"))
        << R;
  EXPECT_TRUE(
      contains(R.Err, "no findings in 1 file (0 coroutines, 0 "
                      "suspension points); 2 files not analysed (2 because the "
                      "time was over"))
      << R;
  R = tidyFixed(concat({{"-j2", "--format=json"}, Command}));
  EXPECT_EQ(R.ExitCode, 3) << R;
  EXPECT_TRUE(contains(R.Out, "\"exitCode\": 3,\n  \"complete\": false")) << R;
  EXPECT_TRUE(contains(R.Out, "'slow.cpp' was not analysed")) << R;
  EXPECT_EQ(tidyFixed({"--time-budget=0", "b.cpp"}).ExitCode, 2);
}

TEST_F(Cli, Profile) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", "int x;\n");
  for (const char *Jobs : {"-j1", "-j2"}) {
    ProcessResult R = tidyFixed({"--profile", Jobs, "a.cpp", "b.cpp"});
    EXPECT_EQ(R.ExitCode, 1) << R;
    std::istringstream Lines(R.Err);
    std::string Line;
    while (std::getline(Lines, Line) && Line.find("Profile: ") != 0)
      ;
    std::getline(Lines, Line);
    EXPECT_EQ(Line, "        look up          parse          lower          "
                    "solve          rules         output");
    auto Row = [&] {
      std::vector<double> Numbers;
      std::getline(Lines, Line);
      std::istringstream Words(Line);
      for (double N; Words >> N;)
        Numbers.push_back(N);
      return Numbers;
    };
    std::vector<double> A = Row();
    ASSERT_EQ(A.size(), 12u) << R;
    EXPECT_TRUE(contains(Line, "  a.cpp")) << R;
    EXPECT_GT(A[2], 0) << "a parse takes its time\n" << R;
    std::vector<double> B = Row();
    ASSERT_EQ(B.size(), 12u) << R;
    EXPECT_TRUE(contains(Line, "  b.cpp")) << R;
    EXPECT_EQ(B[2], 0) << "without a parse\n" << R;
    ASSERT_EQ(Row().size(), 12u) << R;
    EXPECT_TRUE(contains(Line, "  all; the run took ")) << R;
  }
}

TEST_F(Cli, ADatabaseThatIsNeeded) {
  Folder.write("a.cpp", Clean);
  ProcessResult R = tidy({"--need-database", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 4) << R;
  EXPECT_TRUE(contains(R.Err, "no compile_commands.json for 'a.cpp'")) << R;
  EXPECT_EQ(tidy({"--need-database", "-p", "out", "a.cpp"}).ExitCode, 4);
  // One that is there and is bad is another matter; flags need none.
  Folder.write("compile_commands.json", "[");
  EXPECT_EQ(tidy({"--need-database", "a.cpp"}).ExitCode, 2);
  EXPECT_EQ(tidyFixed({"--need-database", "a.cpp"}).ExitCode, 0);
}

TEST_F(Cli, OutputThatCannotBeWritten) {
  Folder.write("a.cpp", Withdraw);
  ProcessOptions O;
  O.Directory = Folder.path();
  ProcessResult R =
      run({"/bin/sh", "-c", commandPath() + " --help >/dev/full"}, O);
  expectRefusal(R, {"cannot write the output"});
  expectRefusal(tidy({"--write-rule-docs=/proc/nowhere"}), {"/proc/nowhere"});
}

TEST_F(Cli, MinConfidence) {
  Folder.write("a.cpp", LazyLoad);
  EXPECT_EQ(tidyFixed({"a.cpp"}).ExitCode, 0);
  ProcessResult R = tidyFixed({"--min-confidence=low", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, LazyLoadAct, CheckThenAct)) << R;
}

TEST_F(Cli, ModelsOfTheUsersOwn) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("good.yaml", "library: own\n"
                            "functions:\n"
                            "  - {name: [f], does: read}\n");
  EXPECT_EQ(tidyFixed({"--models=good.yaml", "a.cpp"}).ExitCode, 1);
  ProcessResult Dump = tidyFixed({"--models=good.yaml", "--dump-models"});
  EXPECT_EQ(Dump.ExitCode, 0) << Dump;
  EXPECT_EQ(Dump.Out.find("# good.yaml\nlibrary: own\n"), 0u) << Dump;
  EXPECT_TRUE(contains(Dump.Out, "\n---\n# std.yaml\n")) << Dump;

  Folder.write("bad.yaml", "library: own\n"
                           "functions:\n"
                           "  - {name: [f], deos: read}\n");
  expectRefusal(tidyFixed({"--models=bad.yaml", "a.cpp"}),
                {"bad.yaml:3:17", "unknown key 'deos'"});
  expectRefusal(tidyFixed({"--models=none.yaml", "a.cpp"}),
                {"cannot read the models in 'none.yaml'", "No such file"});
  expectRefusal(tidyFixed({"--models=.", "a.cpp"}), {"not a regular file"});
}

TEST_F(Cli, WhichModelsAreUsed) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("own.yaml", "library: own\n"
                           "methods:\n"
                           "  - {name: [wait], class: [any], does: none}\n");
  Folder.write("b.cpp", "struct S { void wait(); };\n"
                        "void f(S &s) { s.wait(); }\n");
  ProcessResult R = tidyFixed({"--models=own.yaml", "--used-models", "b.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Out, "own: wait\n") << R;
}

TEST_F(Cli, NoLintComments) {
  auto code = [&](const std::string &Line) {
    Folder.write("a.cpp", replaced(Withdraw, WithdrawLine, Line));
    return tidyFixed({"a.cpp"}).ExitCode;
  };
  EXPECT_EQ(code(WithdrawLine), 1);
  EXPECT_EQ(code("    balance -= amount; // NOLINT\n"), 0);
  EXPECT_EQ(code("    balance -= amount; // NOLINT(await-check-then-act)\n"),
            0);
  EXPECT_EQ(code("    balance -= amount; // NOLINT(await-stale-write)\n"), 1);
  EXPECT_EQ(code("    // NOLINTNEXTLINE(await-*)\n" + WithdrawLine), 0);
  EXPECT_EQ(code("    // NOLINTBEGIN\n" + WithdrawLine + "    // NOLINTEND\n"),
            0);
}

TEST_F(Cli, NoLintThatSilencesNothing) {
  auto said = [&](const std::string &Line, const std::string &Option) {
    Folder.write("a.cpp", replaced(Withdraw, WithdrawLine, Line));
    ProcessResult R = tidyFixed({Option, "a.cpp"});
    EXPECT_LE(R.ExitCode, 1) << R;
    return R.Err.find("[await-unused-suppression]") != std::string::npos;
  };
  const std::string Option = "--min-confidence=medium";
  EXPECT_FALSE(
      said("    balance -= amount; // NOLINT(await-check-then-act)\n", Option));
  EXPECT_TRUE(
      said("    balance -= amount; // NOLINT(await-stale-write)\n", Option));
  EXPECT_TRUE(
      said("    balance -= amount; // NOLINT(await-stale-wirte)\n", Option));
  EXPECT_FALSE(said("    balance -= amount; // NOLINT(await-stale-write)\n",
                    "--checks=-await-stale-write"));
}

TEST_F(Cli, AnAllowanceThatSilencesNothing) {
  auto said = [&](const std::string &Rules, const std::string &Reason) {
    std::string Head = "  mock::task<bool> withdraw(int amount) {";
    Folder.write("a.cpp",
                 replaced(Withdraw, Head,
                          "  [[clang::annotate(\"await_tidy::allow\", \"" +
                              Rules + "\", \"" + Reason + "\")]]\n" + Head));
    return tidyFixed({"a.cpp"});
  };
  auto says = [](const ProcessResult &R, const std::string &Text) {
    return R.Err.find(Text) != std::string::npos;
  };
  ProcessResult Used = said("await-check-then-act", "only one caller");
  EXPECT_EQ(Used.ExitCode, 0) << Used;
  EXPECT_FALSE(says(Used, "await-unused-suppression")) << Used;
  ProcessResult Other = said("await-stale-write", "only one caller");
  EXPECT_EQ(Other.ExitCode, 1) << Other;
  EXPECT_TRUE(says(Other, "await-stale-write has nothing to say here: this "
                          "annotation silences nothing"))
      << Other;
  ProcessResult Mute = said("await-check-then-act", " ");
  EXPECT_EQ(Mute.ExitCode, 1) << Mute;
  EXPECT_TRUE(says(Mute, "the reason is missing")) << Mute;
}

TEST_F(Cli, ANoLintWithoutItsCounterpart) {
  auto said = [&](const std::string &Before, const std::string &After) {
    Folder.write("a.cpp", replaced(Withdraw, WithdrawLine,
                                   Before + WithdrawLine + After));
    return tidyFixed({"a.cpp"});
  };
  ProcessResult Open = said("    // NOLINTBEGIN\n", "");
  EXPECT_EQ(Open.ExitCode, 1) << "silences nothing\n" << Open;
  EXPECT_TRUE(contains(Open.Err, "has no counterpart")) << Open;
  EXPECT_TRUE(contains(said("", "    // NOLINTEND\n").Err, "no counterpart"));
  EXPECT_FALSE(contains(said("    // NOLINTBEGIN\n", "    // NOLINTEND\n").Err,
                        "counterpart"));
}

TEST_F(Cli, AnAllowanceInAHeaderIsReadOnce) {
  std::string Head = "  mock::task<bool> withdraw(int amount) {";
  Folder.write("account.h",
               "#pragma once\n" +
                   replaced(Withdraw, Head,
                            "  [[clang::annotate(\"await_tidy::allow\", "
                            "\"await-stale-write\", \"none\")]]\n" +
                                Head));
  Folder.write("a.cpp", "#include \"account.h\"\n");
  Folder.write("b.cpp", "#include \"account.h\"\n");
  ProcessResult R = tidyFixed({"a.cpp", "b.cpp"});
  const std::string Said = "this annotation silences nothing";
  size_t First = R.Err.find(Said);
  ASSERT_NE(First, std::string::npos) << R;
  EXPECT_EQ(R.Err.find(Said, First + 1), std::string::npos) << "twice\n" << R;
}

TEST_F(Cli, ANoLintForWhatIsBelowTheConfidenceIsOfUse) {
  std::string Text = LazyLoad;
  size_t End = 0;
  for (unsigned L = 1; L <= LazyLoadAct; ++L)
    End = Text.find('\n', End) + 1;
  Text.insert(End - 1, " // NOLINT(await-check-then-act)");
  Folder.write("a.cpp", Text);
  ProcessResult R = tidyFixed({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Err.find("await-unused-suppression"), std::string::npos) << R;
}

TEST_F(Cli, Quiet) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidyFixed({"--quiet", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
  EXPECT_EQ(R.Err, "") << R;
}

//===----------------------------------------------------------------------===//
// Why, dumps, fixes
//===----------------------------------------------------------------------===//

TEST_F(Cli, WhyReported) {
  std::string File = Folder.write("a.cpp", Withdraw);
  ProcessResult R =
      tidyFixed({"--why", "a.cpp:" + std::to_string(WithdrawAct), "a.cpp"});
  EXPECT_TRUE(contains(R.Out, CheckThenAct)) << R;
  EXPECT_TRUE(contains(R.Out, "report")) << R;
  EXPECT_TRUE(R.ExitCode == 0 || R.ExitCode == 1) << R;
}

TEST_F(Cli, WhyNotReported) {
  // Looked at again after the wait.
  Folder.write("a.cpp",
               replaced(Withdraw, WithdrawLine,
                        "    if (balance >= amount)\n  " + WithdrawLine));
  ProcessResult R =
      tidyFixed({"--why", "a.cpp:" + std::to_string(WithdrawAct + 1), "a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "not reported")) << R;
  EXPECT_TRUE(contains(R.Out, "again")) << "names the second look\n" << R;
}

TEST_F(Cli, WhyOfALineWithNothing) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidyFixed({"--why", "a.cpp:1", "a.cpp"});
  EXPECT_TRUE(contains(R.all(), "a.cpp:1")) << R;
  EXPECT_NE(R.ExitCode, -1) << R;
  expectRefusal(tidyFixed({"--why", "a.cpp", "a.cpp"}), {"--why"});
  expectRefusal(tidyFixed({"--why", "a.cpp:x", "a.cpp"}), {"--why", "a.cpp:x"});
}

TEST_F(Cli, DumpEvents) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidyFixed({"--dump-events", "a.cpp"});
  for (const char *Word : {"withdraw", "balance", "suspend", "read", "update"})
    EXPECT_TRUE(contains(R.Out, Word)) << Word << '\n' << R;
  EXPECT_FALSE(contains(R.Out, "0x")) << "no addresses\n" << R;
  EXPECT_EQ(R.Out, tidyFixed({"--dump-events", "a.cpp"}).Out);
}

TEST_F(Cli, FixTheRollback) {
  std::string File = Folder.write("a.cpp", Rollback);
  ProcessResult Before = tidyFixed({"a.cpp"});
  EXPECT_EQ(Before.ExitCode, 1) << Before;
  EXPECT_TRUE(reports(Before.Out, RollbackAct, Rollbacks)) << Before;
  EXPECT_EQ(readFile(File), Rollback) << "changed without --fix";

  ProcessResult R = tidyFixed({"--fix", "a.cpp"});
  EXPECT_EQ(readFile(File), replaced(Rollback, RollbackLine, RollbackFixed))
      << R;
  EXPECT_TRUE(compiles(File, sampleFlags()));
  ProcessResult After = tidyFixed({"a.cpp"});
  EXPECT_EQ(After.ExitCode, 0) << After;
}

TEST_F(Cli, FixInAHeaderOnce) {
  std::string Header = Folder.write("account.h", "#pragma once\n" + Rollback);
  Folder.write("a.cpp", "#include \"account.h\"\n");
  Folder.write("b.cpp", "#include \"account.h\"\n");
  ProcessResult R = tidyFixed({"--fix", "a.cpp", "b.cpp"});
  EXPECT_EQ(readFile(Header),
            "#pragma once\n" + replaced(Rollback, RollbackLine, RollbackFixed))
      << R;
}

TEST_F(Cli, FixLeavesAFileThatDoesNotCompile) {
  const std::string Broken = Rollback + "int x = unknown;\n";
  std::string File = Folder.write("a.cpp", Broken);
  ProcessResult R = tidyFixed({"--fix", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_EQ(readFile(File), Broken) << R;
}

//===----------------------------------------------------------------------===//
// Databases
//===----------------------------------------------------------------------===//

TEST_F(Cli, DatabaseByOption) {
  Folder.write("src/a.cpp", Withdraw);
  writeDatabase("out", {"src/a.cpp"});
  ProcessResult R = tidy({"-p", "out", "src/a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
}

TEST_F(Cli, DatabaseFoundUpwards) {
  Folder.write("src/deep/a.cpp", Withdraw);
  writeDatabase("", {"src/deep/a.cpp"});
  for (const char *File : {"src/deep/a.cpp"})
    EXPECT_EQ(tidy({File}).ExitCode, 1) << tidy({File});
  ProcessResult R = tidy({"a.cpp"}, Folder.path() / "src/deep");
  EXPECT_EQ(R.ExitCode, 1) << R;
}

TEST_F(Cli, DatabaseFoundInBuild) {
  Folder.write("src/a.cpp", Withdraw);
  writeDatabase("build", {"src/a.cpp"});
  EXPECT_EQ(tidy({"src/a.cpp"}).ExitCode, 1) << tidy({"src/a.cpp"});
}

TEST_F(Cli, FlagsOfGccOnly) {
  Folder.write("a.cpp", Withdraw);
  writeDatabase(
      "", {"a.cpp"}, "/usr/bin/g++",
      " -fcoroutines -fconcepts-diagnostics-depth=3 -Wno-maybe-uninitialized"
      " -fno-gnu-unique -Wlogical-op -fanalyzer -Werror");
  ProcessResult R = tidy({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
  EXPECT_FALSE(contains(R.all(), "error:")) << R;
}

TEST_F(Cli, NoDatabaseIsSaid) {
  Folder.write("a.cpp", Clean);
  ProcessResult R = tidy({"a.cpp"});
  EXPECT_TRUE(contains(R.Err, "compile_commands.json")) << R;
}

TEST_F(Cli, BadDatabases) {
  Folder.write("a.cpp", Clean);
  expectRefusal(tidy({"-p", "no-such-folder", "a.cpp"}), {"no-such-folder"});
  Folder.write("none/x", "");
  expectRefusal(tidy({"-p", "none", "a.cpp"}), {"compile_commands.json"});
  for (const char *Text :
       {"", "[]", "{", "{}", "[{\"file\": 3}]", "\xff\xfe"}) {
    Folder.write("db/compile_commands.json", Text);
    ProcessResult R = tidy({"-p", "db", "a.cpp"});
    EXPECT_EQ(R.ExitCode, 2) << "with '" << Text << "'\n" << R;
    EXPECT_TRUE(contains(R.Err, "compile_commands.json")) << R;
  }
}

TEST_F(Cli, FileThatTheDatabaseDoesNotHave) {
  Folder.write("a.cpp", Clean);
  Folder.write("b.cpp", Withdraw);
  writeDatabase("", {"a.cpp"});
  ProcessResult R = tidy({"b.cpp"});
  // Either with the flags of a neighbour, and found, or refused; never silent.
  EXPECT_NE(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.all(), "b.cpp")) << R;
}

TEST_F(Cli, DatabaseOfAFolderThatIsGone) {
  std::string File = Folder.write("a.cpp", Withdraw);
  Folder.write("compile_commands.json",
               "[{\"directory\": \"" + (Folder / "gone") + "\", \"file\": \"" +
                   File + "\", \"command\": \"clang++ -c " + File + "\"}]");
  expectRefusal(tidy({"a.cpp"}), {"cannot work in", "gone"});
}

TEST_F(Cli, CommandThatCompilesNothing) {
  std::string File = Folder.write("a.cpp", Withdraw);
  Folder.write("compile_commands.json",
               "[{\"directory\": \"" + Folder.path().string() +
                   "\", \"file\": \"a.cpp\", \"arguments\": "
                   "[\"clang++\", \"--version\"]}]");
  ProcessResult R = tidy({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "a.cpp")) << R;
}

TEST_F(Cli, ANeighboursFlagsThatDoNotFit) {
  Folder.write("a.cpp", Clean);
  Folder.write("b.cpp", "#include \"not_there.h\"\n" + Withdraw);
  writeDatabase("", {"a.cpp"});
  ProcessResult R = tidy({"b.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "give its flags after '--' if those of 'a.cpp' "
                              "do not fit"))
      << R;
}

TEST_F(Cli, AHeaderIsAnalysedWhereItIsIncluded) {
  // It does not compile alone, and what it is included in has a race as well.
  std::string Body = replaced(Withdraw, "#include \"coro.h\"\n", "");
  Folder.write("src/account.h", Body);
  Folder.write("src/other.cpp", Clean);
  Folder.write("src/bank.cpp",
               Clean + "#include <vector>\n#  include \"../src/account.h\"\n" +
                   replaced(replaced(Body, "class Account", "class Safe"),
                            "mock::task<bool> transfer(int amount);\n", ""));
  writeDatabase("", {"src/bank.cpp", "src/other.cpp"});
  ProcessResult R = tidy({"src/account.h"});
  EXPECT_EQ(R.ExitCode, 1) << R.all();
  EXPECT_EQ(findingCount(R.Out), 1u) << R.Out;
  EXPECT_TRUE(contains(R.Out, "src/account.h:10:")) << R.Out;
  EXPECT_TRUE(contains(
      R.Err, "'src/account.h' is analysed as a part of 'src/bank.cpp'"))
      << R.Err;
}

TEST_F(Cli, AHeaderThatIsNotIncludedAfterAllIsAnalysedAlone) {
  Folder.write("account.h", Withdraw);
  Folder.write("bank.cpp", Clean + "#if 0\n#include \"account.h\"\n#endif\n");
  writeDatabase("", {"bank.cpp"});
  ProcessResult R = tidy({"account.h"});
  EXPECT_EQ(R.ExitCode, 1) << R.all();
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R.Out;
  EXPECT_TRUE(contains(R.Err, "using the flags of 'bank.cpp'")) << R.Err;
}

//===----------------------------------------------------------------------===//
// Bad input
//===----------------------------------------------------------------------===//

TEST_F(Cli, NoFile) {
  ProcessResult R = tidy({});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "--help")) << R;
}

TEST_F(Cli, MissingFile) {
  expectRefusal(tidyFixed({"no-such-file.cpp"}), {"no-such-file.cpp"});
}

TEST_F(Cli, FolderInsteadOfAFile) {
  fs::create_directory(Folder.path() / "folder.cpp");
  expectRefusal(tidyFixed({"folder.cpp"}), {"folder.cpp"});
}

TEST_F(Cli, PipeInsteadOfAFile) {
  // Nobody writes to it: reading would wait for ever.
  ASSERT_EQ(run({"mkfifo", Folder / "pipe.cpp"}).ExitCode, 0);
  expectRefusal(tidyFixed({"pipe.cpp"}), {"'pipe.cpp' is not a regular file"});
}

TEST_F(Cli, UnreadableFile) {
  // Nobody can read it, not even root.
  fs::create_symlink("a.cpp", Folder.path() / "a.cpp");
  expectRefusal(tidyFixed({"a.cpp"}), {"a.cpp"});
}

TEST_F(Cli, HeaderAlone) {
  Folder.write("account.h", "#pragma once\n" + Withdraw);
  ProcessResult R = tidyFixed({"account.h"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct + 1, CheckThenAct)) << R;
}

TEST_F(Cli, EmptyFile) {
  Folder.write("empty.cpp", "");
  ProcessResult R = tidyFixed({"empty.cpp"});
  EXPECT_TRUE(R.ExitCode == 0 || R.ExitCode == 2) << R;
  EXPECT_TRUE(contains(R.Err, "empty.cpp")) << "says that it is empty\n" << R;
}

TEST_F(Cli, NoCoroutineIsSaid) {
  Folder.write("a.cpp", "int main() {}\n");
  ProcessResult R = tidyFixed({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Err, "coroutine")) << R;
}

TEST_F(Cli, ErrorInsideTheCoroutine) {
  // The function with the mistake cannot be analysed; the other one can.
  Folder.write("a.cpp", Withdraw + "mock::task<> broken() {\n"
                                   "  undeclared = co_await transfer(1);\n}\n");
  ProcessResult R = tidyFixed({"a.cpp"});
  expectRefusal(R, {"a.cpp"});
  EXPECT_TRUE(contains(R.all(), "undeclared")) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
}

TEST_F(Cli, MissingInclude) {
  Folder.write("a.cpp", "#include \"not-there.h\"\n" + Withdraw);
  ProcessResult R = tidyFixed({"a.cpp"});
  expectRefusal(R, {"a.cpp"});
  EXPECT_TRUE(contains(R.all(), "not-there.h")) << R;
}

TEST_F(Cli, InvalidUtf8) {
  Folder.write("a.cpp", "// \xff\xfe\xc3\x28\nconst char *s = \"\x80\xff\";\n" +
                            Withdraw);
  ProcessResult R = tidyFixed({"a.cpp"});
  EXPECT_FALSE(R.Signal) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct + 2, CheckThenAct)) << R;
  // In the line of the finding, which is shown.
  Folder.write("a.cpp",
               replaced(Withdraw, WithdrawLine,
                        "    balance -= amount; // \xff\xfe \xe2\x82\n"));
  R = tidyFixed({"a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, CheckThenAct)) << R;
}

TEST_F(Cli, BinaryFile) {
  Folder.write("a.cpp", std::string("\0\x01\x7f"
                                    "ELF\0\0",
                                    8));
  ProcessResult R = tidyFixed({"a.cpp"});
  EXPECT_FALSE(R.Signal) << R;
  EXPECT_EQ(R.ExitCode, 2) << R;
}

/// A bound, and what to do: neither a hang nor silence. The others in the file
/// are analysed all the same.
TEST_F(Cli, TooLargeAFunctionIsSaid) {
  auto Repeat = [](int N, auto Line) {
    std::string Out;
    for (int I = 0; I < N; ++I)
      Out += Line(std::to_string(I));
    return Out;
  };
  const std::string Head = "#include \"coro.h\"\n"
                           "mock::task<> wait();\n"
                           "long few = 0;\n"
                           "mock::task<> small(long a) {\n"
                           "  if (few > a) {\n"
                           "    co_await wait();\n"
                           "    few -= a;\n"
                           "  }\n"
                           "}\n";
  // Too many events.
  Folder.write(
      "long.cpp",
      Head + "mock::task<> large(long a) {\n" +
          Repeat(40000,
                 [](const std::string &) {
                   return "few += a; few -= a; few += a; few -= a; few += a;\n"
                          "few -= a;\n";
                 }) +
          "  co_await wait();\n}\n");
  // Few, but thousands of values that live through thousands of branches.
  Folder.write(
      "wide.cpp",
      Head + "struct C {\n" +
          Repeat(6000,
                 [](const std::string &I) { return "  long m" + I + ";\n"; }) +
          "};\nmock::task<> large(C &c, long a) {\n" +
          Repeat(6000,
                 [](const std::string &I) {
                   return "  long v" + I + " = c.m" + I + ";\n";
                 }) +
          "  co_await wait();\n" +
          Repeat(6000,
                 [](const std::string &I) {
                   return "  if (a) c.m" + I + " = v" + I + " + 1;\n";
                 }) +
          "}\n");
  for (const char *File : {"long.cpp", "wide.cpp"}) {
    ProcessResult R = tidyFixed({File});
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_TRUE(contains(R.Out + R.Err, "'large' is too large to analyse"))
        << R;
    EXPECT_TRUE(contains(R.Out + R.Err, "split it into smaller functions"))
        << R;
    EXPECT_TRUE(reports(R.Out, 7, CheckThenAct)) << R;
  }
}

TEST_F(Cli, SqlThatIsNotUnderstoodIsSaidOnce) {
  Folder.write("client.h",
               "#include \"drogon.h\"\n"
               "using drogon::Task;\n"
               "inline Task<> look(drogon::orm::DbClientPtr db) {\n"
               "  co_await db->execSqlCoro(\"SELECT TOP 1 n FROM t\");\n"
               "  co_await db->execSqlCoro(\"PRAGMA optimize\");\n"
               "}\n");
  Folder.write("a.cpp", "#include \"client.h\"\n");
  Folder.write("b.cpp",
               "#include \"client.h\"\n"
               "Task<> again(drogon::orm::DbClientPtr db) {\n"
               "  co_await db->execSqlCoro(\"SELECT TOP 1 n FROM t\");\n"
               "}\n");
  ProcessResult R = tidyFixed({"a.cpp", "b.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  const std::string Note = "client.h:4:28: note: this SQL text is not "
                           "understood (syntax error at or near \"1\"); what "
                           "it does to tables is not part of the analysis";
  size_t At = R.Err.find(Note);
  ASSERT_NE(At, R.Err.npos) << R;
  EXPECT_EQ(R.Err.find("this SQL text", At + Note.size()), R.Err.npos) << R;
  EXPECT_EQ(tidyFixed({"--quiet", "a.cpp"}).Err, "");
}

TEST_F(Cli, CoroutineWithoutAPromiseType) {
  Folder.write("a.cpp", "#include <coroutine>\n"
                        "struct task {};\n"
                        "int n;\n"
                        "task f() {\n"
                        "  int old = n;\n"
                        "  co_await std::suspend_always{};\n"
                        "  n = old + 1;\n"
                        "}\n");
  ProcessResult R = tidyFixed({"a.cpp"});
  expectRefusal(R, {"a.cpp"});
  EXPECT_TRUE(contains(R.all(), "promise_type")) << R;
}

TEST_F(Cli, WithoutTheCoroutineHeader) {
  Folder.write("a.cpp", "struct task {};\ntask f() { co_return; }\n");
  expectRefusal(tidyFixed({"a.cpp"}), {"a.cpp"});
}

TEST_F(Cli, OldStandard) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidy({"a.cpp", "--", "-std=c++17", sampleFlags()[1]});
  expectRefusal(R, {"a.cpp"});
}

//===----------------------------------------------------------------------===//
// The demo
//===----------------------------------------------------------------------===//

TEST_F(Cli, Demo) {
  auto Began = std::chrono::steady_clock::now();
  ProcessResult R = tidy({"demo"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Err, "") << R;
  // Nobody watches, so there are no pauses.
  EXPECT_LT(std::chrono::steady_clock::now() - Began, std::chrono::seconds(5));
  EXPECT_FALSE(contains(R.Out, "\033")) << R;
  // The account ran, and the repaired one as well.
  EXPECT_TRUE(contains(R.Out, "  goes on, takes 100                -100\n"))
      << R;
  EXPECT_TRUE(contains(R.Out, "the balance is -100.")) << R;
  EXPECT_TRUE(contains(R.Out, "sees 0: not enough, refused          0\n")) << R;
  EXPECT_TRUE(contains(R.Out, "nothing to say of it")) << R;
  // No line is wider than a terminal, but those that are a message.
  std::istringstream Lines(R.Out);
  for (std::string Line; std::getline(Lines, Line);)
    EXPECT_TRUE(Line.size() <= 80 || Line.starts_with("account.cpp:")) << Line;
  // Nothing is written, and what lies around is not read.
  EXPECT_TRUE(fs::is_empty(Folder.path()));
  Folder.write("account.cpp", "#error another one\n");
  Folder.write("task.h", "#error another one\n");
  Folder.write(".await-tidy", "chekcs: x\n");
  EXPECT_EQ(tidy({"demo", "--fast"}).Out, R.Out);
}

/// What it says is what the command says of the files of which it is made.
TEST_F(Cli, DemoIsAnalysed) {
  const fs::path Source = sourceRoot() / "checker/frontends/cli/demo";
  ProcessResult Racy =
      tidy({"--quiet", "account.cpp", "--", "-std=c++20"}, Source);
  EXPECT_EQ(Racy.ExitCode, 1) << Racy;
  EXPECT_TRUE(contains(Racy.Out, CheckThenAct)) << Racy;
  ProcessResult R = tidy({"demo"});
  EXPECT_TRUE(contains(R.Out, "\n\n" + Racy.Out + "\n")) << R << Racy;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
  ProcessResult Repaired = tidy({"repaired.cpp", "--", "-std=c++20"}, Source);
  EXPECT_EQ(Repaired.ExitCode, 0) << Repaired;
}

TEST_F(Cli, DemoWithoutAStandardLibrary) {
  ProcessResult R = tidy({"demo", "--extra-arg=-nostdinc++"});
  expectRefusal(
      R, {"'coroutine' file not found", "headers of a C++20 standard library"});
  EXPECT_FALSE(contains(R.Out, "nothing to say of it")) << R;
}

TEST_F(Cli, DemoThatFindsNothing) {
  ProcessResult R = tidy({"demo", "--checks=-*,await-torn-update"});
  expectRefusal(R, {"nothing is reported"});
}

TEST_F(Cli, DemoTakesNoFiles) {
  Folder.write("a.cpp", Withdraw);
  expectRefusal(tidy({"demo", "a.cpp"}), {"./demo"});
  expectRefusal(tidy({"demo", "--list-rules"}), {"./demo"});
  EXPECT_EQ(tidy({"demo", "--help"}).Out, tidy({"--help"}).Out);
  expectRefusal(tidyFixed({"demo"}), {"./demo"});
  expectRefusal(tidyFixed({"--fast", "a.cpp"}), {"--fast"});
}

/// On a terminal, with colours unless they are not wanted.
TEST_F(Cli, DemoOnATerminal) {
  if (!fs::exists("/usr/bin/script"))
    GTEST_SKIP() << "there is no script(1) to make a terminal";
  auto On = [&](const std::string &Environment) {
    return run({"/usr/bin/script", "--quiet", "--return", "--command",
                "env " + Environment + " '" + commandPath() + "' demo --fast",
                "/dev/null"});
  };
  ProcessResult R = On("-u NO_COLOR TERM=xterm");
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "\033[1;31m")) << R;
  R = On("NO_COLOR=1 TERM=xterm");
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "the balance is -100.")) << R;
  EXPECT_FALSE(contains(R.Out, "\033")) << R;
}

} // namespace
