//===- build_actions_test.cpp - The phases, one by one and by Ninja -------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --summarize --output, --link, --imports, --results, --merge and --depfile,
// and a build of them by Ninja, on files of tests/project. Its folder has a
// name that shells, make and Ninja all read in their own ways.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

class BuildActions : public testing::Test {
protected:
  TemporaryFolder Root;
  fs::path Project = Root.path() / "a $b:c #d";
  Words Files;

  void SetUp() override {
    fs::create_directories(Project);
    for (const auto &E : fs::directory_iterator(sourceRoot() / "tests/project"))
      fs::copy_file(E.path(), Project / E.path().filename());
    for (const auto &E : fs::directory_iterator(Project))
      if (E.path().extension() == ".cpp")
        Files.push_back(E.path().filename());
    std::sort(Files.begin(), Files.end());
  }

  /// Two parts that have nothing to do with each other, and no findings.
  void few() {
    Files = {"account_changes.cpp",  "account_reads.cpp",
             "withdraw.cpp",         "count_here.cpp",
             "statistics_check.cpp", "statistics_deep_check.cpp"};
    change("account_changes.cpp", "balance -= amount;", Careful);
  }
  const std::string Careful = "if (balance >= amount) balance -= amount;";

  std::string text(const std::string &Name) const {
    return readFile(Project / Name);
  }
  void write(const std::string &Name, const std::string &Text) const {
    Root.write((Project.filename() / Name).string(), Text);
  }
  void change(const std::string &Name, const std::string &Old,
              const std::string &New) const {
    write(Name, replaced(text(Name), Old, New));
  }

  ProcessResult here(const Words &Command) const {
    ProcessOptions O;
    O.Directory = Project;
    return run(Command, O);
  }
  ProcessResult tidy(const Words &Arguments) const {
    return here(concat({{commandPath()}, Arguments}));
  }
  /// With flags for the compiler.
  ProcessResult parsing(const Words &Arguments) const {
    return tidy(concat({Arguments, {"--"}, sampleFlags()}));
  }
  void good(const ProcessResult &R) const {
    EXPECT_EQ(R.ExitCode, 0) << R;
    EXPECT_EQ(R.all(), "") << R;
  }
  void refused(const ProcessResult &R, const std::string &Why) const {
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_TRUE(contains(R.Err, Why)) << R;
  }

  ProcessResult emit(const Words &Arguments = {}) const {
    return parsing(
        concat({{"--index=made", "--emit-ninja=x.ninja"}, Arguments, Files}));
  }
  ProcessResult ninja() const {
    return here({"ninja", "-j2", "-f", "x.ninja"});
  }
  /// What Ninja did, without the numbers: "analyse withdraw.cpp".
  std::set<std::string> steps(const ProcessResult &R) const {
    std::set<std::string> Out;
    std::istringstream Text(R.Out);
    for (std::string Line; std::getline(Text, Line);)
      if (size_t At = Line.find("] "); Line[0] == '[' && At != Line.npos)
        Out.insert(Line.substr(At + 2));
    return Out;
  }
  /// The source files among these.
  std::set<std::string> sources(const ProcessResult &R) const {
    std::set<std::string> Out;
    for (const std::string &Step : steps(R))
      for (const std::string &File : Files)
        if (contains(Step, " " + File))
          Out.insert(File);
    return Out;
  }
  bool isUpToDate(const ProcessResult &R) const {
    return R.ExitCode == 0 && R.Out == "ninja: no work to do.\n";
  }
};

using Names = std::set<std::string>;

//===----------------------------------------------------------------------===//
// Ninja
//===----------------------------------------------------------------------===//

TEST_F(BuildActions, NinjaComesToTheSameReport) {
  ASSERT_EQ(Files.size(), 30u);
  for (const char *Format : {"text", "sarif"}) {
    const std::string Name = std::string("report.") + Format;
    const Words How = {"--min-confidence=low",
                       std::string("--format=") + Format};
    ProcessResult R = parsing(concat(
        {How, {"--index=direct", "--cache=kept", "--output=" + Name}, Files}));
    EXPECT_EQ(R.ExitCode, 1) << R;
    good(emit(How));
    R = ninja();
    EXPECT_EQ(R.ExitCode, 1) << R;
    EXPECT_TRUE(contains(R.Out, "FAILED: ")) << R;
    EXPECT_TRUE(contains(R.Out, "9 findings in 30 files")) << R;
    EXPECT_EQ(text("made/" + Name), text(Name));
    EXPECT_TRUE(contains(text(Name), "await-check-then-act"));
    // With another format, all but the last step is done.
    if (Name == "report.sarif")
      EXPECT_EQ(steps(R), Names{"report"}) << R;
    else
      EXPECT_TRUE(contains(R.Out, text(Name))) << R;
    // Findings do not go away by themselves, and cost nothing to say again.
    R = ninja();
    EXPECT_EQ(R.ExitCode, 1) << R;
    EXPECT_EQ(steps(R), Names{"report"}) << R;
  }
}

TEST_F(BuildActions, NinjaDoesWhatHasChanged) {
  few();
  good(emit());
  ProcessResult R = ninja();
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "no findings in 6 files")) << R;
  EXPECT_TRUE(isUpToDate(ninja()));

  // A header concerns those that include it, ...
  write("statistics.h", text("statistics.h") + "// a comment\n");
  R = ninja();
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(sources(R), (Names{"count_here.cpp", "statistics_check.cpp",
                               "statistics_deep_check.cpp"}))
      << R;
  EXPECT_TRUE(isUpToDate(ninja()));

  // ... the body of a function those that import it, and they are only
  // analysed, ...
  change("account_changes.cpp", Careful, "balance -= amount;");
  R = ninja();
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Out, "withdraw.cpp:10:3: warning: ")) << R;
  EXPECT_EQ(sources(R),
            (Names{"account_changes.cpp", "account_reads.cpp", "withdraw.cpp"}))
      << R;
  EXPECT_FALSE(steps(R).count("summarize withdraw.cpp (1)")) << R;
  EXPECT_TRUE(steps(R).count("summarize account_changes.cpp (1)")) << R;
  EXPECT_EQ(steps(ninja()), Names{"report"});
  change("account_changes.cpp", "balance -= amount;", Careful);
  EXPECT_EQ(ninja().ExitCode, 0);
  EXPECT_TRUE(isUpToDate(ninja()));

  // ... and what nobody can see only its file.
  write("account_changes.cpp", text("account_changes.cpp") + "// more\n");
  R = ninja();
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(sources(R), Names{"account_changes.cpp"}) << R;
  EXPECT_TRUE(steps(R).count("report")) << R; // it could silence something

  // A configuration is an input, and so is what Ninja itself is told.
  write(".await-tidy", "checks: '-*,await-stale-write'\n");
  R = emit();
  R = ninja();
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(sources(R), Names(Files.begin(), Files.end())) << R;
  write(".await-tidy", "checks: '-*,await-torn-update'\n");
  EXPECT_EQ(sources(ninja()), Names(Files.begin(), Files.end()));
  EXPECT_TRUE(isUpToDate(ninja()));
}

/// Nothing that failed looks like "no findings", whatever was there before.
TEST_F(BuildActions, NinjaAndAFileThatDoesNotCompile) {
  few();
  good(emit());
  for (const char *Before : {"nothing", "a good build"}) {
    SCOPED_TRACE(Before);
    const std::string Good = text("withdraw.cpp");
    change("withdraw.cpp", "co_return true;", "co_return nothing;");
    for (int Again = 0; Again != 2; ++Again) {
      ProcessResult R = ninja();
      EXPECT_EQ(R.ExitCode, 1) << R;
      EXPECT_TRUE(contains(R.Out, "withdraw.cpp:11:13: error: ")) << R;
      EXPECT_TRUE(contains(R.Out, "FAILED: ")) << R;
      EXPECT_FALSE(contains(R.Out, "no findings")) << R;
    }
    write("withdraw.cpp", Good);
    EXPECT_EQ(ninja().ExitCode, 0);
    EXPECT_TRUE(isUpToDate(ninja()));
  }
  fs::remove(Project / "account_reads.cpp");
  ProcessResult R = ninja();
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.all(), "account_reads.cpp")) << R;
  // One that is deleted goes when its name does.
  Files.erase(Files.begin() + 1);
  good(emit());
  R = ninja();
  EXPECT_TRUE(contains(R.Out, "no findings in 5 files")) << R;
}

TEST_F(BuildActions, NinjaAndACompileDatabase) {
  few();
  auto Database = [&](const std::string &Flag) {
    std::string Text = "[";
    for (const std::string &File : Files) {
      Text += (Text.size() > 1 ? ",\n" : "") +
              ("{\"directory\": \"" + Project.string() + "\", \"file\": \"" +
               File + "\", \"arguments\": [\"c++\", \"-c\", \"" + File + "\"");
      for (const std::string &Other : sampleFlags())
        Text += ", \"" + Other + "\"";
      if (File == "count_here.cpp")
        Text += ", \"" + Flag + "\"";
      Text += "]}";
    }
    write("build/compile_commands.json", Text + "]\n");
  };
  Database("-DA=1 $x");
  good(tidy(concat(
      {{"--index=made", "--emit-ninja=x.ninja", "-p", "build"}, Files})));
  EXPECT_EQ(ninja().ExitCode, 0);
  EXPECT_TRUE(isUpToDate(ninja()));
  // Nobody needs to write the file for Ninja again.
  Database("-DA=2 $x");
  ProcessResult R = ninja();
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(sources(R), Names{"count_here.cpp"}) << R;
  EXPECT_TRUE(steps(R).count("compile commands")) << R;
  EXPECT_TRUE(isUpToDate(ninja()));
  Database("-Dlong=nothing");
  R = ninja();
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Out, "error: ")) << R;
}

/// A build takes what is there for what is right.
TEST_F(BuildActions, NothingIsWrittenOfWhatFailed) {
  change("withdraw.cpp", "co_return true;", "co_return nothing;");
  for (const Words &How : {Words{"--summarize", "--output=made"},
                           Words{"--summarize", "--output=made", "--depfile=d"},
                           Words{"--results=made", "--depfile=d"}}) {
    ProcessResult R = parsing(concat({How, {"withdraw.cpp"}}));
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_TRUE(contains(R.Err, "withdraw.cpp:11:13: error: ")) << R;
    EXPECT_FALSE(fs::exists(Project / "made")) << R;
    R = parsing(concat({How, {"missing.cpp"}}));
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_FALSE(fs::exists(Project / "made")) << R;
  }
}

TEST_F(BuildActions, WhatNinjaIsNotFor) {
  refused(parsing({"--emit-ninja=x.ninja", "withdraw.cpp"}),
          "--emit-ninja needs --index=DIR");
  for (const char *Other : {"--fix", "--staged", "--changed-since=HEAD",
                            "--shard=1/2", "--time-budget=9"})
    refused(parsing({"--emit-ninja=x.ninja", "--index=made", Other,
                     "withdraw.cpp"}),
            "--emit-ninja goes without ");
  refused(parsing({"--emit-ninja=x.ninja", "--index=made", "missing.cpp"}),
          "there is no file 'missing.cpp'");
  refused(parsing({"--emit-ninja=x.ninja", "--index=made", "--checks=nothing",
                   "withdraw.cpp"}),
          "nothing");
  EXPECT_FALSE(fs::exists(Project / "x.ninja"));
  ProcessResult R =
      parsing({"--emit-ninja=-", "--index=made", "--rounds=1", "withdraw.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "\nrule analyse\n")) << R;
  EXPECT_TRUE(contains(R.Out, "/imports: ") || contains(R.Out, "folder = "))
      << R;
  EXPECT_FALSE(contains(R.Out, "callees")) << R;
}

//===----------------------------------------------------------------------===//
// By hand
//===----------------------------------------------------------------------===//

/// As a build of another kind would do it.
TEST_F(BuildActions, OneByOne) {
  Files = {"account_changes.cpp", "account_reads.cpp", "withdraw.cpp"};
  auto Summarize = [&](const std::string &Folder, const std::string &Before) {
    for (const std::string &File : Files)
      good(parsing({"--summarize", "--output=" + Folder + "/" + File,
                    Before.empty()
                        ? std::string("--quiet")
                        : "--imports=" + Before + "/" +
                              fs::path(File).stem().string() + ".callees",
                    File}));
  };
  auto In = [&](const std::string &Folder) {
    Words Out;
    for (const std::string &File : Files)
      Out.push_back(Folder + "/" + File);
    return Out;
  };
  for (const char *Folder : {"1", "2", "x"})
    fs::create_directories(Project / Folder);
  Summarize("1", "");
  good(tidy(concat({{"--link", "--summarize", "--output=2"}, In("1")})));
  Summarize("2", "2");
  // In another order, from a file.
  std::string List;
  for (const std::string &Name : In("2"))
    List = "'" + Name + "' " + List;
  write("list", List);
  good(tidy({"--link", "--output=x", "@list"}));
  for (const std::string &File : Files)
    good(parsing({"--imports=x/" + fs::path(File).stem().string() + ".imports",
                  "--results=x/" + File, "--depfile=x/" + File + ".d", File}));
  EXPECT_TRUE(contains(text("x/withdraw.cpp.d"), "x/withdraw.cpp: \\\n"));
  EXPECT_TRUE(contains(text("x/withdraw.cpp.d"), "/a\\ $$b:c\\ \\#d/account.h"))
      << text("x/withdraw.cpp.d");
  EXPECT_FALSE(contains(text("x/withdraw.cpp.d"), "/../"));
  ProcessResult Merged = tidy(concat({{"--merge", "--format=json"}, In("x")}));
  ProcessResult Direct =
      parsing(concat({{"--index=direct", "--format=json"}, Files}));
  EXPECT_EQ(Merged.ExitCode, 1) << Merged;
  EXPECT_EQ(Merged.Out, Direct.Out);
  EXPECT_EQ(Merged.Err, Direct.Err);

  // What two targets of a build compile is one file.
  write("x/again", text("x/withdraw.cpp"));
  EXPECT_EQ(
      tidy(concat({{"--merge", "--format=json"}, In("x"), {"x/again"}})).all(),
      Direct.all());

  // A report of one file comes without the detour.
  ProcessResult R = parsing({"--imports=x/withdraw.imports", "withdraw.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;

  refused(parsing({"--imports=x/withdraw.imports", "account_reads.cpp"}),
          "'x/withdraw.imports' has what 'withdraw.cpp' imports, not "
          "'account_reads.cpp'");
  refused(parsing({"--imports=2/withdraw.callees", "withdraw.cpp"}),
          "'2/withdraw.callees' is a file of callees, and one of imports is "
          "needed");
  refused(parsing({"--imports=withdraw.cpp", "withdraw.cpp"}),
          "'withdraw.cpp' is no file of imports of await-tidy");
  refused(parsing({"--imports=missing", "withdraw.cpp"}),
          "cannot read 'missing': ");
  refused(tidy({"--merge", "x/withdraw.cpp", "1/withdraw.cpp"}),
          "'1/withdraw.cpp' is a file of summaries, and one of results is "
          "needed");
  refused(tidy({"--link", "--output=x", "1/withdraw.cpp", "2/withdraw.cpp"}),
          "would go to the same file");
  const std::string Kept = text("x/withdraw.cpp");
  write("x/withdraw.cpp", Kept.substr(0, Kept.size() - 3));
  refused(tidy({"--merge", "x/withdraw.cpp"}),
          "'x/withdraw.cpp' is damaged; make it again");
  write("x/withdraw.cpp",
        replaced(Kept, "await-tidy results\n", "await-tidy results\n9"));
  refused(tidy({"--merge", "x/withdraw.cpp"}),
          "'x/withdraw.cpp' was written by another build of await-tidy");
  // No format takes it for a success.
  R = tidy({"--merge", "--format=json", "x/withdraw.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Out, "was written by another build")) << R;
  write("x/withdraw.cpp", Kept);
  // The lines that are shown are those that were analysed.
  write("withdraw.cpp", "\n" + text("withdraw.cpp"));
  refused(tidy({"--merge", "x/withdraw.cpp"}),
          "'withdraw.cpp' has changed since it was analysed");
  fs::remove(Project / "withdraw.cpp");
  refused(tidy({"--merge", "x/withdraw.cpp"}), "'withdraw.cpp' cannot be read");
}

/// What has nothing to do with a file leaves what it imports as it is.
TEST_F(BuildActions, ImportsAreWhatIsSeen) {
  few();
  good(emit({"--rounds=1"}));
  ninja();
  auto Imports = [&](const std::string &File) {
    for (const auto &E : fs::directory_iterator(Project / "made/imports"))
      if (E.path().filename().string().rfind(File, 0) == 0)
        return readFile(E.path());
    return std::string();
  };
  const std::string Account = Imports("withdraw.cpp"),
                    Statistics = Imports("count_here.cpp");
  EXPECT_NE(Account, "");
  EXPECT_TRUE(contains(Account, "take")) << Account;
  EXPECT_FALSE(contains(Account, "deepCheck"));
  change("account_changes.cpp", Careful, "balance -= amount;");
  write("statistics_deep_check.cpp",
        text("statistics_deep_check.cpp") + "int more() { return 1; }\n");
  ninja();
  EXPECT_NE(Imports("withdraw.cpp"), Account);
  EXPECT_EQ(Imports("count_here.cpp"), Statistics);
}

/// A chain of calls through a project does not make everything visible to
/// everybody: what callees do is in their summaries, and who calls is asked for
/// a few steps up.
TEST_F(BuildActions, ImportsEnd) {
  constexpr int Count = 12;
  Words All;
  for (int I = 0; I != Count; ++I) {
    auto Class = [](int N) {
      return "struct Part" + std::to_string(N) +
             " { int state; void set(); };\n";
    };
    const std::string Name = "part" + std::to_string(I);
    write(Name + ".cpp", Class(I) + Class(I + 1) + "void Part" +
                             std::to_string(I) + "::set() { state = 1; Part" +
                             std::to_string(I + 1) + " next; next.set(); }\n");
    good(parsing(
        {"--summarize", "--output=" + Name + ".summaries", Name + ".cpp"}));
    All.push_back(Name + ".summaries");
  }
  good(tidy(concat({{"--link", "--output=."}, All})));
  auto Sees = [&](int Who, int Whom) {
    return contains(text("part" + std::to_string(Who) + ".imports"),
                    "S@Part" + std::to_string(Whom) + "@F@set#");
  };
  EXPECT_TRUE(Sees(0, 1));
  EXPECT_FALSE(Sees(0, 3));
  EXPECT_TRUE(Sees(Count - 1, Count - 2));
  EXPECT_TRUE(Sees(Count - 1, Count - 6));
  EXPECT_FALSE(Sees(Count - 1, 0));
}

TEST_F(BuildActions, WhatGoesWithWhat) {
  refused(parsing({"--summarize", "withdraw.cpp"}),
          "--summarize writes into the folder of --index, or those of one");
  refused(parsing({"--summarize", "--output=x", "--index=y", "withdraw.cpp"}),
          "it takes one of the two");
  refused(parsing({"--summarize", "--output=x", "withdraw.cpp", "count.cpp"}),
          "--summarize with --output is about one file, not about 2");
  refused(parsing({"--imports=x", "withdraw.cpp", "count.cpp"}),
          "--imports is about one file, not about 2");
  refused(parsing({"--imports=x", "--index=y", "withdraw.cpp"}),
          "without --index");
  refused(parsing({"--results=x", "--format=sarif", "withdraw.cpp"}),
          "--results reports nothing");
  refused(parsing({"--results=x", "--depfile=y", "withdraw.cpp", "count.cpp"}),
          "--depfile is for one file");
  refused(parsing({"--depfile=y", "withdraw.cpp"}),
          "--depfile is for one file");
  refused(tidy({"--merge"}), "--merge takes files that --results has written");
  refused(tidy({"--link", "--output=x"}),
          "--link takes files that --summarize has written");
  refused(tidy({"--link", "x"}), "--link needs --output=DIR");
  refused(tidy({"--merge", "--index=x", "y"}),
          "--link and --merge analyse nothing");
  refused(tidy({"--merge", "@missing"}),
          "cannot read the arguments in 'missing'");
  refused(parsing({"--results=withdraw.cpp", "withdraw.cpp"}),
          "would be overwritten");
  refused(parsing({"--results=no/such/folder", "withdraw.cpp"}),
          "cannot write 'no/such/folder'");
  refused(parsing({"--rounds=0", "withdraw.cpp"}),
          "--rounds is a number from 1 to 100, not '0'");
}

//===----------------------------------------------------------------------===//
// Shards
//===----------------------------------------------------------------------===//

TEST_F(BuildActions, ShardsAndMerge) {
  const Words Low = {"--min-confidence=low"};
  Files.erase(std::remove_if(Files.begin(), Files.end(),
                             [](const std::string &File) {
                               return File.rfind("account", 0) &&
                                      File.rfind("withdraw", 0);
                             }),
              Files.end());
  EXPECT_EQ(Files.size(), 10u);
  for (bool WithIndex : {false, true}) {
    SCOPED_TRACE(WithIndex);
    auto Index = [&](const std::string &Folder) {
      return WithIndex ? Words{"--index=" + Folder} : Words();
    };
    auto Shard = [](int I) { return "--shard=" + std::to_string(I) + "/3"; };
    // Each machine with its files, and then with what the others have found.
    if (WithIndex)
      for (int Round = 0; Round != 2; ++Round)
        for (int I = 1; I <= 3; ++I)
          good(parsing(
              concat({{"--summarize", "--index=shared", Shard(I)}, Files})));
    for (int I = 1; I <= 3; ++I)
      good(parsing(concat({Low,
                           {Shard(I), "--results=" + std::to_string(I)},
                           Index("shared"),
                           Files})));
    for (const Words &How : {Words{"--format=text"}, Words{"--format=sarif"},
                             Words{"--format=html", "--quiet"}}) {
      ProcessResult Direct =
          parsing(concat({Low, How, {"--cache=kept"}, Index("direct"), Files}));
      // In whatever order.
      ProcessResult Merged = tidy(concat({{"--merge"}, How, {"2", "3", "1"}}));
      EXPECT_EQ(Merged.ExitCode, WithIndex ? 1 : 0) << Merged;
      EXPECT_EQ(Merged.ExitCode, Direct.ExitCode) << Direct;
      EXPECT_EQ(Merged.Out, Direct.Out);
      EXPECT_EQ(Merged.Err, Direct.Err);
    }
  }
  refused(tidy({"--merge", "1", "3"}),
          "the results of shard 2 of 3 are missing");
  write("again", text("1"));
  refused(tidy({"--merge", "1", "again", "3"}),
          "'1' and 'again' are the same shard");

  // What is known is the business of the report.
  ProcessResult R = tidy({"--merge", "--write-baseline=known", "1", "2", "3"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  R = tidy({"--merge", "--baseline=known", "1", "2", "3"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Err, "2 known from the baseline")) << R;
}

TEST_F(BuildActions, ShardsWithErrors) {
  write("broken.cpp", "#include \"account.h\"\nint x = nothing;\n");
  Files = {"withdraw.cpp", "broken.cpp", "missing.cpp", "account_reads.cpp"};
  for (const char *I : {"1", "2"}) {
    ProcessResult R = parsing(concat({{"--quiet", "--results=" + std::string(I),
                                       "--shard=" + std::string(I) + "/2"},
                                      Files}));
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_EQ(R.Out, "") << R;
    EXPECT_NE(R.Err, "") << R;
  }
  for (const char *Format : {"text", "sarif"}) {
    const Words How = {std::string("--format=") + Format};
    ProcessResult Direct = parsing(concat({How, Files}));
    ProcessResult Merged = tidy(concat({{"--merge"}, How, {"1", "2"}}));
    EXPECT_EQ(Merged.ExitCode, 2) << Merged;
    EXPECT_EQ(Merged.Out, Direct.Out);
    EXPECT_EQ(Merged.Err, Direct.Err);
  }
}

} // namespace
