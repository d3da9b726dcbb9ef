//===- cache_test.cpp - What is kept from one run to the next -------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --cache through the real command: what is taken from it, what makes it out of
// date, and that nothing that happens to its files changes a verdict.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <fstream>
#include <gtest/gtest.h>
#include <thread>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

const std::string Rule = "await-check-then-act";

class CacheTest : public testing::Test {
protected:
  TemporaryFolder Folder, Kept;
  Words Flags = sampleFlags();

  ProcessResult tidy(const Words &Arguments, const Words &Before = {}) const {
    ProcessOptions O;
    O.Directory = Folder.path();
    return run(concat({Before, {commandPath()}, Arguments, {"--"}, Flags}), O);
  }
  std::string option() const { return "--cache=" + Kept.path().string(); }

  ProcessResult cached(const Words &Arguments, const Words &Before = {}) const {
    return tidy(concat({{option(), "--statistics"}, Arguments}), Before);
  }

  /// Runs it with and without a cache; the findings are the same, and \p Taken
  /// files of all came from the cache.
  void expect(const std::string &Taken, const Words &Arguments,
              const Words &Before = {}) const {
    ProcessResult With = cached(Arguments, Before);
    ProcessResult Without = tidy(concat({{"--no-cache"}, Arguments}), Before);
    EXPECT_EQ(With.Out, Without.Out) << With << Without;
    EXPECT_EQ(With.ExitCode, Without.ExitCode) << With << Without;
    EXPECT_TRUE(contains(With.Err, "  cache: " + Taken + " file")) << With;
  }

  std::vector<fs::path> entries(const std::string &Kind = ".results") const {
    std::vector<fs::path> Found;
    for (const auto &E : fs::recursive_directory_iterator(Kept.path()))
      if (E.path().extension() == Kind)
        Found.push_back(E.path());
    return Found;
  }

  void git(const Words &Arguments) const {
    ProcessOptions O;
    O.Directory = Folder.path();
    ProcessResult R =
        run(concat({{"git", "-c", "user.name=t", "-c", "user.email=t@t", "-c",
                     "init.defaultBranch=main"},
                    Arguments}),
            O);
    ASSERT_EQ(R.ExitCode, 0) << R;
  }
};

//===----------------------------------------------------------------------===//
// What counts as unchanged
//===----------------------------------------------------------------------===//

TEST_F(CacheTest, ASecondRunTakesAll) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Clean);
  Folder.write("c.cpp", Rollback);
  expect("0 of 3", {"a.cpp", "b.cpp", "c.cpp"});
  expect("3 of 3", {"a.cpp", "b.cpp", "c.cpp"});
  expect("3 of 3", {"-j2", "c.cpp", "a.cpp", "b.cpp"});
  for (const char *Format : {"json", "sarif", "junit", "html"})
    expect("1 of 1", {std::string("--format=") + Format, "a.cpp"});
  // A new file among them, in several processes.
  Folder.write("d.cpp", Withdraw + "\n");
  expect("3 of 4", {"-j2", "c.cpp", "d.cpp", "a.cpp", "b.cpp"});
  expect("4 of 4", {"-j2", "c.cpp", "d.cpp", "a.cpp", "b.cpp"});
}

TEST_F(CacheTest, AChangedHeaderRunsItsUsersAgain) {
  Folder.write("limit.h", "constexpr int limit = 10;\n");
  Folder.write("a.cpp", "#include \"limit.h\"\n" + Withdraw);
  Folder.write("b.cpp", "#include \"between.h\"\n" + Clean);
  Folder.write("between.h", "#include \"limit.h\"\n");
  Folder.write("c.cpp", Rollback);
  expect("0 of 3", {"a.cpp", "b.cpp", "c.cpp"});
  Folder.write("limit.h", "constexpr int limit = 20;\n");
  expect("1 of 3", {"a.cpp", "b.cpp", "c.cpp"});
  expect("3 of 3", {"a.cpp", "b.cpp", "c.cpp"});
  // Back to what it was an hour ago.
  Folder.write("limit.h", "constexpr int limit = 10;\n");
  expect("1 of 3", {"a.cpp", "b.cpp", "c.cpp"});
}

TEST_F(CacheTest, OnlyTheContentsCount) {
  Folder.write("state.h", "#pragma once\n" + Withdraw);
  Folder.write("a.cpp", "#include \"state.h\"\n");
  expect("0 of 1", {"a.cpp"});
  // Written again, also as another file.
  fs::remove(Folder.path() / "state.h");
  Folder.write("state.h", "#pragma once\n" + Withdraw);
  expect("1 of 1", {"a.cpp"});
  // Of the same size and age, and another text.
  fs::path Header = Folder.path() / "state.h";
  auto Then = fs::last_write_time(Header) - std::chrono::hours(1);
  fs::last_write_time(Header, Then);
  expect("1 of 1", {"a.cpp"});
  expect("1 of 1", {"a.cpp"});
  Folder.write("state.h",
               "#pragma once\n" + replaced(Withdraw, "balance -= amount",
                                           "balance += amount"));
  fs::last_write_time(Header, Then);
  expect("0 of 1", {"a.cpp"});
}

/// Two names of one file, and then of two.
TEST_F(CacheTest, WhichNamesAreOneFileCounts) {
  Folder.write("one.h", "#pragma once\nstruct S {};\n");
  fs::create_hard_link(Folder.path() / "one.h", Folder.path() / "two.h");
  Folder.write("a.cpp", "#include \"one.h\"\n#include \"two.h\"\n" + Withdraw);
  expect("0 of 1", {"a.cpp"});
  expect("1 of 1", {"a.cpp"});
  fs::remove(Folder.path() / "two.h");
  Folder.write("two.h", "#pragma once\nstruct S {};\n");
  expect("0 of 1", {"a.cpp"}); // now it does not compile
}

TEST_F(CacheTest, AHeaderThatComesToLieInFront) {
  fs::create_directory(Folder.path() / "first");
  Folder.write("second/state.h", Withdraw);
  Folder.write("a.cpp", "#include <state.h>\n"
                        "#if __has_include(\"more.h\")\n"
                        "#include \"more.h\"\n"
                        "#endif\n");
  Flags = concat({Flags, {"-Ifirst", "-Inone", "-Isecond"}});
  expect("0 of 1", {"a.cpp"});
  expect("1 of 1", {"a.cpp"});
  Folder.write("first/other.h", "");
  expect("1 of 1", {"a.cpp"});
  Folder.write("first/state.h", Repaired);
  expect("0 of 1", {"a.cpp"});
  fs::remove(Folder.path() / "first/state.h");
  expect("0 of 1", {"a.cpp"});
  Folder.write("more.h", "int more;\n");
  expect("0 of 1", {"a.cpp"});
  // In a folder that was not there.
  expect("1 of 1", {"a.cpp"});
  Folder.write("none/state.h", Repaired);
  expect("0 of 1", {"a.cpp"});
}

TEST_F(CacheTest, ALinkThatComesToLeadSomewhere) {
  TemporaryFolder Elsewhere;
  Folder.write("second/state.h", Withdraw);
  fs::create_directory(Folder.path() / "first");
  fs::create_symlink(Elsewhere / "state.h", Folder.path() / "first/state.h");
  Folder.write("a.cpp", "#include <state.h>\n");
  Flags = concat({Flags, {"-Ifirst", "-Isecond"}});
  expect("0 of 1", {"a.cpp"});
  expect("1 of 1", {"a.cpp"});
  Elsewhere.write("state.h", Repaired);
  expect("0 of 1", {"a.cpp"});
}

TEST_F(CacheTest, HowItIsAnalysedCounts) {
  Folder.write("a.cpp",
               "#ifdef BAD\n" + Withdraw + "#else\n" + Clean + "#endif\n");
  Folder.write("lazy.cpp", LazyLoad);
  const Words Files{"a.cpp", "lazy.cpp"};
  expect("0 of 2", Files);
  expect("2 of 2", Files);
  expect("0 of 2", concat({{"--min-confidence=low"}, Files}));
  expect("0 of 2", concat({{"--checks=-*,await-stale-write"}, Files}));
  expect("0 of 2", concat({{"--extra-arg=-DBAD"}, Files}));
  Folder.write(".await-tidy", "min-confidence: low\n");
  expect("2 of 2", Files); // as asked for above
  Folder.write(".await-tidy", "extra-arg: [-DWORSE]\n");
  expect("0 of 2", Files);
  fs::remove(Folder.path() / ".await-tidy");
  expect("2 of 2", Files);
  const std::string Models =
      "library: mine\nmethods:\n"
      "  - {name: [now], class: [\"::Mine\"], does: read}\n";
  Folder.write("m.yaml", Models);
  expect("0 of 2", concat({{"--models=m.yaml"}, Files}));
  expect("2 of 2", concat({{"--models=m.yaml"}, Files}));
  Folder.write("m.yaml", replaced(Models, "does: read", "does: update"));
  expect("0 of 2", concat({{"--models=m.yaml"}, Files}));
  expect("0 of 2", Files, {"env", "CPATH=" + Folder.path().string()});
  Flags.push_back("-DBAD");
  expect("0 of 2", Files);
}

/// An answer is never taken from it, nor are findings that are put elsewhere.
TEST_F(CacheTest, OtherQuestions) {
  Folder.write("a.cpp", Rollback);
  expect("0 of 1", {"a.cpp"});
  ProcessResult R = tidy({option(), "--why=a.cpp:14"});
  EXPECT_TRUE(contains(R.Out, "reported by await-snapshot-rollback")) << R;
  R = tidy({option(), "--dump-events", "a.cpp"});
  EXPECT_TRUE(contains(R.Out, "coroutine Account::withdraw")) << R;
  R = tidy({option(), "--write-baseline=known", "a.cpp"});
  EXPECT_TRUE(contains(R.Err, "has 1 finding now")) << R;
  R = cached({"--baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Err, "cache: 1 of 1 file")) << R;
  R = cached({"--fix", "a.cpp"});
  EXPECT_TRUE(contains(R.Err, "repaired 1 finding")) << R;
  EXPECT_TRUE(contains(readFile(Folder.path() / "a.cpp"), RollbackFixed));
  expect("0 of 1", {"a.cpp"});
}

TEST_F(CacheTest, WhatDoesNotCompile) {
  Folder.write("a.cpp", "#include \"missing.h\"\n" + Withdraw);
  expect("0 of 1", {"a.cpp"});
  expect("1 of 1", {"a.cpp"}); // with the same errors
  Folder.write("missing.h", "");
  expect("0 of 1", {"a.cpp"});
}

TEST_F(CacheTest, WhatIsStaged) {
  Folder.write("state.h", Clean);
  Folder.write("a.cpp", "#include \"state.h\"\n");
  git({"init", "-q"});
  git({"add", "-A"});
  git({"commit", "-q", "-m", "1"});
  expect("0 of 1", {"a.cpp"});
  // The race is staged, and on the disk it is not.
  Folder.write("state.h", Withdraw);
  git({"add", "state.h"});
  Folder.write("state.h", Clean);
  expect("0 of 1", {"--staged", "a.cpp"});
  expect("1 of 1", {"--staged", "a.cpp"});
  EXPECT_EQ(cached({"--staged", "a.cpp"}).ExitCode, 1);
  expect("0 of 1", {"a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 0);
  // On the disk, what is staged: the same text, and the same outcome.
  expect("0 of 1", {"--staged", "a.cpp"});
  Folder.write("state.h", Withdraw);
  expect("1 of 1", {"a.cpp"});
  // Staged, and gone from the disk.
  fs::remove(Folder.path() / "state.h");
  expect("1 of 1", {"--staged", "a.cpp"});
}

//===----------------------------------------------------------------------===//
// What can happen to its files
//===----------------------------------------------------------------------===//

TEST_F(CacheTest, DamageIsNotBelieved) {
  Folder.write("a.cpp", Withdraw);
  expect("0 of 1", {"a.cpp"});
  ASSERT_EQ(entries().size(), 1u);
  const fs::path Entry = entries().front();
  const std::string Whole = readFile(Entry);
  auto Write = [&](const std::string &Text) {
    std::ofstream(Entry, std::ios::binary | std::ios::trunc) << Text;
  };
  ProcessResult Right = cached({"a.cpp"});
  ASSERT_TRUE(contains(Right.Err, "cache: 1 of 1")) << Right;
  auto ExpectMiss = [&](const std::string &Text, const std::string &What) {
    Write(Text);
    ProcessResult R = cached({"a.cpp"});
    EXPECT_EQ(R.Out, Right.Out) << What;
    EXPECT_EQ(R.ExitCode, 1) << What << R;
    EXPECT_TRUE(contains(R.Err, "cache: 0 of 1")) << What << R;
  };
  for (size_t I = 0; I < 24; ++I) {
    // The head, the end, and places all over it.
    size_t At = I < 4   ? I * 9
                : I < 8 ? Whole.size() - 1 - (I - 4) * 7
                        : Whole.size() / 17 * (I - 7) + I;
    std::string Text = Whole;
    Text[At] ^= 1 << I % 8;
    ExpectMiss(Text, "a bit at " + std::to_string(At));
  }
  for (size_t Size :
       {size_t(0), size_t(5), size_t(40), Whole.size() / 2, Whole.size() - 1})
    ExpectMiss(Whole.substr(0, Size), "cut at " + std::to_string(Size));
  ExpectMiss(Whole + "x", "longer");
  ExpectMiss(std::string(5000, '\0'), "zeros");
  // Another entry, whole, in its place.
  Folder.write("b.cpp", Clean);
  cached({"b.cpp"});
  for (const fs::path &Other : entries())
    if (Other != Entry)
      ExpectMiss(readFile(Other), "of another file");
  fs::remove(Entry);
  fs::create_directory(Entry);
  EXPECT_EQ(cached({"a.cpp"}).Out, Right.Out);
}

TEST_F(CacheTest, AFullDisk) {
  Folder.write("a.cpp", Withdraw);
  // Files end at 4 kB, for all that follows.
  Words Small{"bash", "-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "bash"};
  expect("0 of 1", {"a.cpp"}, Small);
  expect("0 of 1", {"a.cpp"}, Small);
  for (const auto &E : fs::recursive_directory_iterator(Kept.path()))
    EXPECT_FALSE(E.is_regular_file() && E.path().filename() != "CACHEDIR.TAG")
        << E.path();
  expect("0 of 1", {"a.cpp"});
  expect("1 of 1", {"a.cpp"});
}

TEST_F(CacheTest, AFolderThatCannotBe) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("file", "");
  for (const char *Where : {"file", "file/below", "/proc/nothing"}) {
    ProcessResult R = tidy({std::string("--cache=") + Where, "a.cpp"});
    EXPECT_EQ(R.ExitCode, 1) << R;
    EXPECT_TRUE(reports(R.Out, WithdrawAct, Rule)) << R;
    EXPECT_TRUE(contains(R.Err, "note: nothing is kept in '")) << R;
  }
  EXPECT_EQ(readFile(Folder.path() / "file"), "");
  // Others could put a verdict into it.
  fs::permissions(Kept.path(), fs::perms::all);
  ProcessResult R = tidy({option(), "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Err, "others may write to it")) << R;
  EXPECT_TRUE(entries().empty());
}

TEST_F(CacheTest, ManyAtOnce) {
  const Words Files{"a.cpp", "b.cpp", "c.cpp"};
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Clean);
  Folder.write("c.cpp", Rollback);
  ProcessResult Right = tidy(concat({{"--no-cache"}, Files}));
  std::vector<std::thread> All;
  std::vector<ProcessResult> Results(4);
  for (ProcessResult &R : Results)
    All.emplace_back([&] { R = cached(concat({{"-j2"}, Files})); });
  for (std::thread &T : All)
    T.join();
  for (const ProcessResult &R : Results)
    EXPECT_EQ(R.Out, Right.Out) << R;
  expect("3 of 3", Files);
}

TEST_F(CacheTest, WhatAKilledProcessLeft) {
  Folder.write("a.cpp", Withdraw);
  expect("0 of 1", {"a.cpp"});
  fs::path Entry = entries().front();
  fs::path Old = Entry.string() + ".part-abcdef";
  fs::path New = Entry.string() + ".part-ghijkl";
  fs::path Foreign = Kept.path() / "mine.results";
  for (const fs::path &P : {Old, New, Foreign})
    std::ofstream(P) << "half";
  fs::last_write_time(Old,
                      fs::file_time_type::clock::now() - std::chrono::hours(2));
  expect("1 of 1", {"a.cpp"});
  Folder.write("a.cpp", Clean);
  expect("0 of 1", {"a.cpp"});
  EXPECT_FALSE(fs::exists(Old));
  EXPECT_TRUE(fs::exists(New)) << "its process may still write to it";
  EXPECT_TRUE(fs::exists(Foreign));
}

TEST_F(CacheTest, TheSizeIsLimited) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Clean);
  cached({"a.cpp"});
  fs::path Oldest = entries().front();
  fs::last_write_time(Oldest, fs::file_time_type::clock::now() -
                                  std::chrono::hours(50));
  // Parsed includes are larger than this.
  cached({"--cache-size=1", "--cache-includes", "b.cpp"});
  EXPECT_FALSE(fs::exists(Oldest));
  uintmax_t Sum = 0;
  for (const auto &E : fs::recursive_directory_iterator(Kept.path()))
    Sum += E.is_regular_file() ? E.file_size() : 0;
  EXPECT_LE(Sum, uintmax_t(1) << 20);
  expect("0 of 1", {"a.cpp"});
}

/// The one that was used last stays.
TEST_F(CacheTest, UseKeepsYoung) {
  Folder.write("a.cpp", Withdraw);
  cached({"a.cpp"});
  auto Long = fs::file_time_type::clock::now() - std::chrono::hours(50);
  fs::last_write_time(entries().front(), Long);
  expect("1 of 1", {"a.cpp"});
  EXPECT_GT(fs::last_write_time(entries().front()), Long);
}

//===----------------------------------------------------------------------===//
// Who asks for it
//===----------------------------------------------------------------------===//

TEST_F(CacheTest, WhoAsksForIt) {
  Folder.write("a.cpp", Withdraw);
  TemporaryFolder Home;
  const Words Env{"env",
                  "-u",
                  "XDG_CACHE_HOME",
                  "-u",
                  "AWAIT_TIDY_CACHE",
                  "HOME=" + Home.path().string()};
  auto With = [&](const Words &More, const Words &Arguments) {
    return tidy(concat({{"--statistics"}, Arguments, {"a.cpp"}}),
                concat({Env, More}));
  };
  EXPECT_FALSE(contains(With({}, {}).Err, "cache:"));
  EXPECT_FALSE(contains(With({"AWAIT_TIDY_CACHE="}, {}).Err, "cache:"));
  EXPECT_FALSE(contains(With({"AWAIT_TIDY_CACHE=0"}, {}).Err, "cache:"));
  EXPECT_TRUE(fs::is_empty(Home.path()));
  EXPECT_TRUE(contains(With({}, {"--cache"}).Err, "cache: 0 of 1"));
  EXPECT_TRUE(fs::exists(Home / ".cache/await-tidy/CACHEDIR.TAG"));
  EXPECT_TRUE(contains(With({"AWAIT_TIDY_CACHE=1"}, {}).Err, "cache: 1 of 1"));
  EXPECT_FALSE(
      contains(With({"AWAIT_TIDY_CACHE=1"}, {"--no-cache"}).Err, "cache:"));
  const std::string Xdg = Home / "xdg";
  EXPECT_TRUE(contains(With({"XDG_CACHE_HOME=" + Xdg}, {"--cache"}).Err,
                       "cache: 0 of 1"));
  EXPECT_TRUE(fs::exists(Xdg + "/await-tidy/CACHEDIR.TAG"));
  const std::string Own = "AWAIT_TIDY_CACHE=" + (Home / "own");
  EXPECT_TRUE(contains(With({Own}, {}).Err, "cache: 0 of 1"));
  EXPECT_TRUE(contains(With({Own}, {"--cache"}).Err, "cache: 1 of 1"));
  EXPECT_TRUE(contains(With({Own}, {option()}).Err, "cache: 0 of 1"));
  // Not the analysed project.
  Folder.write(".await-tidy", "cache: " + (Home / "theirs") + "\n");
  EXPECT_EQ(With({}, {}).ExitCode, 2);
  EXPECT_FALSE(fs::exists(Home / "theirs"));
}

//===----------------------------------------------------------------------===//
// Parsed includes
//===----------------------------------------------------------------------===//

class IncludesTest : public CacheTest {
protected:
  /// How often the includes were parsed and kept, and how often taken.
  void expectIncludes(unsigned Made, unsigned Reused, const Words &Arguments) {
    ProcessResult With = cached(Arguments), Without = tidy(Arguments);
    EXPECT_EQ(With.Out, Without.Out) << With << Without;
    EXPECT_EQ(With.ExitCode, Without.ExitCode) << With << Without;
    EXPECT_TRUE(
        contains(With.Err, "precompiled includes: " + std::to_string(Made) +
                               " made, " + std::to_string(Reused) + " reused"))
        << With;
  }
};

TEST_F(IncludesTest, OfAFileThatIsEdited) {
  Folder.write("a.cpp", Withdraw);
  expectIncludes(0, 0, {"a.cpp"});
  Folder.write("a.cpp", Withdraw + "// 1\n");
  expectIncludes(1, 0, {"a.cpp"});
  Folder.write("a.cpp", Repaired);
  expectIncludes(0, 1, {"a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 0);
  Folder.write("a.cpp", Withdraw + "// 2\n");
  expectIncludes(0, 1, {"-j2", "a.cpp"});
  // Another rule needs no other includes.
  expectIncludes(0, 1, {"--min-confidence=low", "a.cpp"});
  Flags.push_back("-DOTHER");
  expectIncludes(0, 0, {"a.cpp"});
  Flags.pop_back();
  // An edited include.
  Folder.write("a.cpp", "#include <vector>\n" + Withdraw);
  expectIncludes(1, 0, {"a.cpp"});
}

TEST_F(IncludesTest, AHeaderChanges) {
  Folder.write("state.h", Withdraw);
  Folder.write("a.cpp", "#include \"state.h\"\nint x;\n");
  expectIncludes(1, 0, {"--cache-includes", "a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 1);
  Folder.write("a.cpp", "#include \"state.h\"\nint xy;\n");
  expectIncludes(0, 1, {"a.cpp"});
  Folder.write("state.h", Repaired);
  expectIncludes(0, 0, {"a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 0);
  Folder.write("a.cpp", "#include \"state.h\"\nint xyz;\n");
  expectIncludes(1, 0, {"a.cpp"});
  // What the outcome depends on includes what the parsed includes do.
  Folder.write("a.cpp", "#include \"state.h\"\nint v;\n");
  expectIncludes(0, 1, {"a.cpp"});
  expect("1 of 1", {"a.cpp"});
  Folder.write("state.h", Withdraw);
  expect("0 of 1", {"a.cpp"});
  // ... also where no finding lies in it, which is why nothing else reads it.
  Folder.write("quiet.h", "struct quiet {};\n");
  Folder.write("b.cpp", "#include \"quiet.h\"\n" + Withdraw);
  expectIncludes(1, 0, {"--cache-includes", "b.cpp"});
  Folder.write("b.cpp", "#include \"quiet.h\"\n" + Withdraw + "int x;\n");
  expectIncludes(0, 1, {"b.cpp"});
  Folder.write("quiet.h", "struct quiet {}; // co_await\n");
  expect("0 of 1", {"b.cpp"});
  // Written again with the same text, which Clang would not take.
  Folder.write("a.cpp", "#include \"state.h\"\nint w;\n");
  expectIncludes(1, 0, {"a.cpp"});
  fs::last_write_time(Folder.path() / "state.h",
                      fs::file_time_type::clock::now() - std::chrono::hours(3));
  Folder.write("a.cpp", "#include \"state.h\"\nint vw;\n");
  expectIncludes(1, 0, {"a.cpp"});
}

TEST_F(IncludesTest, OfWhatIsStaged) {
  git({"init", "-q"});
  Folder.write("a.cpp", Withdraw);
  git({"add", "-A"});
  expectIncludes(1, 0, {"--staged", "a.cpp"});
  Folder.write("a.cpp", Repaired);
  git({"add", "-A"});
  Folder.write("a.cpp", Withdraw);
  expectIncludes(0, 1, {"--staged", "a.cpp"});
  EXPECT_EQ(cached({"--staged", "a.cpp"}).ExitCode, 0);
  // A header that is staged, and looks different on the disk.
  Folder.write("state.h", Withdraw);
  Folder.write("a.cpp", "#include \"state.h\"\nint v;\n");
  git({"add", "-A"});
  Folder.write("state.h", Repaired);
  expectIncludes(1, 0, {"--staged", "a.cpp"});
  EXPECT_EQ(cached({"--staged", "a.cpp"}).ExitCode, 1);
  Folder.write("a.cpp", "#include \"state.h\"\nint x;\n");
  git({"add", "a.cpp"});
  expectIncludes(0, 1, {"--staged", "a.cpp"});
  EXPECT_EQ(cached({"--staged", "a.cpp"}).ExitCode, 1);
  Folder.write("a.cpp", "#include \"state.h\"\nint xy;\n");
  expectIncludes(1, 0, {"--cache-includes", "a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 0);
}

/// What the bodies in a header of a library say about suspending.
TEST_F(IncludesTest, BodiesInHeaders) {
  Folder.write("system/lib.h", R"(#pragma once
#include "coro.h"
struct ready {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
struct waits {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
)");
  Flags = concat({Flags, {"-isystemsystem"}});
  const std::string Text = R"(#include <lib.h>
class Account {
public:
  mock::task<> withdraw(int amount) {
    if (balance < amount)
      co_return;
    co_await AWAITED{};
    balance -= amount;
  }
private:
  int balance = 0;
};
)";
  Folder.write("a.cpp", replaced(Text, "AWAITED", "ready"));
  expectIncludes(1, 0, {"--cache-includes", "a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 0);
  Folder.write("a.cpp", replaced(Text, "AWAITED", "waits"));
  expectIncludes(0, 1, {"a.cpp"});
  EXPECT_EQ(cached({"a.cpp"}).ExitCode, 1);
}

TEST_F(IncludesTest, DamageIsNotBelieved) {
  Folder.write("a.cpp", Withdraw);
  expectIncludes(1, 0, {"--cache-includes", "a.cpp"});
  ASSERT_EQ(entries(".includes").size(), 1u);
  const fs::path Entry = entries(".includes").front();
  const std::string Whole = readFile(Entry);
  for (unsigned I = 1; I < 12; ++I) {
    std::string Text = Whole;
    if (I < 9)
      Text[Whole.size() / 9 * I] ^= 1 << I % 8;
    else
      Text.resize(Whole.size() / I);
    std::ofstream(Entry, std::ios::binary | std::ios::trunc) << Text;
    Folder.write("a.cpp", Withdraw + "// " + std::to_string(I) + "\n");
    expectIncludes(1, 0, {"a.cpp"});
  }
}

} // namespace
