//===- index_test.cpp - Summaries across translation units ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --index through the real command, on the thirty files of tests/project. There
// `// expect: RULE` marks a race, `// alone: RULE` what is reported, wrongly,
// when each file is analysed by itself.
//
//===----------------------------------------------------------------------===//

#include "Expectations.h"
#include "Samples.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

/// "withdraw.cpp:10 await-check-then-act"
using Places = std::set<std::string>;

class IndexTest : public testing::Test {
protected:
  /// A copy, so that a test can change it; and where the summaries are.
  TemporaryFolder Project, Index;
  Words Files;

  void SetUp() override {
    for (const auto &E : fs::directory_iterator(sourceRoot() / "tests/project"))
      fs::copy_file(E.path(), Project.path() / E.path().filename());
    for (const auto &E : fs::directory_iterator(Project.path()))
      if (E.path().extension() == ".cpp")
        Files.push_back(E.path().filename());
    std::sort(Files.begin(), Files.end());
  }

  /// For what does not take all of them.
  void few() {
    Files = {"account_changes.cpp", "account_reads.cpp", "transfer.cpp",
             "withdraw.cpp"};
  }

  ProcessResult tidy(const Words &Arguments) const {
    ProcessOptions O;
    O.Directory = Project.path();
    return run(concat({{commandPath(), "--quiet", "--min-confidence=low"},
                       Arguments,
                       {"--", "-std=c++20"},
                       sampleFlags()}),
               O);
  }
  std::string option() const { return "--index=" + Index.path().string(); }
  ProcessResult indexed(const Words &Arguments) const {
    return tidy(concat({{option()}, Arguments}));
  }

  Places marked(const std::string &Word) const {
    Places Out;
    for (const std::string &File : Files) {
      std::istringstream Text(readFile(Project.path() / File));
      std::string Line;
      for (unsigned N = 1; std::getline(Text, Line); ++N)
        if (size_t At = Line.find("// " + Word + ": "); At != Line.npos)
          Out.insert(File + ":" + std::to_string(N) + " " +
                     Line.substr(At + Word.size() + 5));
    }
    return Out;
  }

  Places reported(const ProcessResult &R) const {
    EXPECT_LE(R.ExitCode, 1) << R;
    Places Out;
    for (const Reported &F : parseOutput(R.Out, Project.path()).Findings)
      Out.insert(F.File + ":" + std::to_string(F.Line) + " " + F.Rule);
    return Out;
  }

  std::vector<fs::path> summaries() const {
    std::vector<fs::path> Out;
    for (const auto &E : fs::directory_iterator(Index.path()))
      Out.push_back(E.path());
    std::sort(Out.begin(), Out.end());
    return Out;
  }
};

Places operator-(const Places &A, const Places &B) {
  Places Out;
  std::set_difference(A.begin(), A.end(), B.begin(), B.end(),
                      std::inserter(Out, Out.end()));
  return Out;
}

void print(const char *How, const Places &Races, const Places &Found) {
  size_t Right = Found.size() - (Found - Races).size();
  std::printf("%-22s races found %zu of %zu (recall %.2f), false alarms %zu "
              "(precision %.2f)\n",
              How, Right, Races.size(), double(Right) / Races.size(),
              Found.size() - Right,
              Found.empty() ? 1.0 : double(Right) / Found.size());
}

/// The figures of docs/usage.md.
TEST_F(IndexTest, RecallAndPrecision) {
  ASSERT_EQ(Files.size(), 30u);
  const Places Races = marked("expect");
  const Places Alone = reported(tidy(Files));
  const Places Together = reported(indexed(Files));
  print("each file by itself:", Races, Alone);
  print("with --index:", Races, Together);
  EXPECT_EQ(Together, Races);
  EXPECT_EQ(Alone - Races, marked("alone"));
  EXPECT_FALSE(marked("alone").empty());
  EXPECT_LT((Races - (Races - Alone)).size(), Races.size());
}

TEST_F(IndexTest, NotesNameTheOtherFiles) {
  ProcessResult R =
      indexed({"withdraw.cpp", "account_changes.cpp", "account_reads.cpp"});
  EXPECT_TRUE(contains(R.Out,
                       "account_changes.cpp:5:35: note: 'take' changes "
                       "it here\n    5 | void Account::take(long amount) "
                       "{ balance -= amount; }\n"))
      << R;
}

TEST_F(IndexTest, AsManyAtOnceAsThereAre) {
  few();
  ProcessResult One = indexed(Files);
  EXPECT_EQ(indexed(concat({{"-j4"}, Files})).Out, One.Out);
  EXPECT_EQ(indexed(concat({{"-j4", "--format=json"}, Files})).Out,
            indexed(concat({{"--format=json"}, Files})).Out);
}

/// In whatever order the files come.
TEST_F(IndexTest, Order) {
  few();
  Places Right = reported(indexed(Files));
  fs::remove_all(Index.path());
  std::reverse(Files.begin(), Files.end());
  EXPECT_EQ(reported(indexed(Files)), Right);
}

/// One file, with what is known of the others: as in a hook before a commit.
TEST_F(IndexTest, OneFile) {
  ProcessResult R = indexed(concat({{"--summarize"}, Files}));
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.all(), "") << R;
  EXPECT_EQ(summaries().size(), 30u);
  // A header is told of by those that include it.
  R = indexed({"--summarize", "account.h"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(summaries().size(), 30u);
  EXPECT_EQ(reported(indexed({"withdraw.cpp"})),
            Places{"withdraw.cpp:10 await-check-then-act"});
  EXPECT_EQ(reported(indexed({"count_here.cpp"})), Places{});
  // Two functions of the same name and class, but of no body anywhere.
  fs::remove_all(Index.path());
  EXPECT_EQ(reported(indexed({"withdraw.cpp"})), Places{});
}

/// What changes in one file changes what is said of another one.
TEST_F(IndexTest, ChangesArriveElsewhere) {
  Files = {"account_changes.cpp",  "account_reads.cpp",
           "withdraw.cpp",         "count_here.cpp",
           "statistics_check.cpp", "statistics_deep_check.cpp"};
  indexed(concat({{"--summarize"}, Files}));
  Project.write("account_changes.cpp",
                replaced(readFile(Project.path() / "account_changes.cpp"),
                         "balance -= amount;",
                         "if (balance >= amount) balance -= amount;"));
  // Not before the file has been looked at, ...
  EXPECT_EQ(reported(indexed({"withdraw.cpp"})).size(), 1u);
  // ... in whatever order.
  EXPECT_EQ(reported(indexed({"withdraw.cpp", "account_changes.cpp"})),
            Places{});
  EXPECT_EQ(reported(indexed({"withdraw.cpp"})), Places{});
  // Through a file in between, which has not changed.
  Project.write("statistics_check.cpp",
                replaced(readFile(Project.path() / "statistics_check.cpp"),
                         "co_return;", "co_await store(0);"));
  EXPECT_EQ(reported(indexed({"count_here.cpp", "statistics_check.cpp",
                              "statistics_deep_check.cpp"})),
            Places{"count_here.cpp:9 await-stale-write"});
}

TEST_F(IndexTest, TheCacheKnowsOfTheIndex) {
  few();
  TemporaryFolder Cache;
  auto Run = [&](const Words &Named) {
    return indexed(
        concat({{"--cache=" + Cache.path().string(), "--statistics"}, Named}));
  };
  ProcessResult Cold = Run(Files), Warm = Run(Files);
  EXPECT_EQ(Warm.Out, Cold.Out) << Warm;
  EXPECT_TRUE(contains(Warm.Err, "cache: 4 of 4 files")) << Warm;
  Project.write("account_changes.cpp",
                replaced(readFile(Project.path() / "account_changes.cpp"),
                         "balance -= amount;",
                         "if (balance >= amount) balance -= amount;"));
  EXPECT_FALSE(reported(Run(Files))
                   .count("withdraw.cpp:10 "
                          "await-check-then-act"));
}

/// A summary that has changed concerns those that import it, and nobody else;
/// what has not changed is not parsed, also by --summarize alone.
TEST_F(IndexTest, TheCacheAsksForImports) {
  few();
  Files.insert(Files.end(), {"count_here.cpp", "statistics_check.cpp",
                             "statistics_deep_check.cpp"});
  TemporaryFolder Cache;
  auto Run = [&](const std::string &What) {
    return indexed(concat(
        {{"--cache=" + Cache.path().string(), "--statistics", What}, Files}));
  };
  ProcessResult R = Run("--summarize");
  EXPECT_TRUE(contains(R.Err, ", 0 from the cache")) << R;
  std::string Before;
  for (const fs::path &P : summaries())
    Before += readFile(P);
  R = Run("--summarize");
  EXPECT_TRUE(contains(R.Err, "summaries: 0 made")) << R;
  // From nothing, without a cache: the same bytes.
  fs::remove_all(Index.path());
  indexed(concat({{"--summarize"}, Files}));
  std::string Again;
  for (const fs::path &P : summaries())
    Again += readFile(P);
  EXPECT_EQ(Again, Before);

  R = Run("--no-shortcut");
  EXPECT_TRUE(contains(R.Err, "summaries: 0 made")) << R;
  EXPECT_TRUE(contains(R.Err, "cache: 0 of 7 files")) << R;
  R = Run("--no-shortcut");
  EXPECT_TRUE(contains(R.Err, "summaries: 0 made")) << R;
  EXPECT_TRUE(contains(R.Err, "cache: 7 of 7 files")) << R;
  // Four files have to do with accounts.
  Project.write("account_changes.cpp",
                replaced(readFile(Project.path() / "account_changes.cpp"),
                         "balance -= amount;",
                         "if (balance >= amount) balance -= amount;"));
  R = Run("--no-shortcut");
  EXPECT_TRUE(contains(R.Err, "summaries: 1 made")) << R;
  EXPECT_TRUE(contains(R.Err, "cache: 3 of 7 files")) << R;
  // What nobody can see.
  Project.write("account_changes.cpp",
                readFile(Project.path() / "account_changes.cpp") + "// end\n");
  R = Run("--no-shortcut");
  EXPECT_TRUE(contains(R.Err, "cache: 6 of 7 files")) << R;
}

/// Of a file that is gone nothing is known.
TEST_F(IndexTest, DeletedFiles) {
  few();
  EXPECT_EQ(reported(indexed(Files)).size(), 2u);
  fs::remove(Project.path() / "account_reads.cpp");
  EXPECT_EQ(reported(indexed({"withdraw.cpp"})), Places{});
}

/// Three machines, each with a third of the files, and their caches put
/// together: the report is that of one run, and nothing is analysed for it.
TEST_F(IndexTest, Shards) {
  TemporaryFolder All;
  auto Report = [&](const std::string &Cache, const Words &Named) {
    return tidy(concat({{"--format=sarif", "--cache=" + Cache}, Named, Files}));
  };
  for (const char *Shard : {"1/3", "2/3", "3/3"}) {
    TemporaryFolder Part;
    ProcessResult R =
        tidy(concat({{"--cache=" + Part.path().string(), "--statistics",
                      std::string("--shard=") + Shard},
                     Files}));
    EXPECT_TRUE(contains(R.Err, "files: 10 analysed")) << R;
    fs::copy(Part.path(), All.path(),
             fs::copy_options::recursive | fs::copy_options::skip_existing);
  }
  ProcessResult Merged = Report(All.path().string(), {"--statistics"});
  EXPECT_TRUE(contains(Merged.Err, "cache: 30 of 30 files")) << Merged;
  TemporaryFolder Empty;
  EXPECT_EQ(Merged.Out, Report(Empty.path().string(), {}).Out);

  for (const char *Wrong : {"0/3", "4/3", "3", "a/b", "1/0", "-1/2"}) {
    ProcessResult R = tidy({std::string("--shard=") + Wrong, "withdraw.cpp"});
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_TRUE(contains(R.Err, "--shard is one of so many parts")) << R;
  }
  ProcessResult R =
      run({commandPath(), "--shard=2/2", (Project / "withdraw.cpp"), "--"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Err, "not so many files that shard 2 of 2 has one"))
      << R;
}

/// What cannot be used is as if it were not there.
TEST_F(IndexTest, DamagedSummaries) {
  few();
  const Places Right = reported(indexed(Files));
  auto ForEach = [&](auto Change) {
    for (const fs::path &P : summaries()) {
      std::string Bytes = readFile(P);
      Change(Bytes);
      Index.write(P.filename().string(), Bytes);
    }
  };
  ForEach([](std::string &Bytes) { Bytes.resize(Bytes.size() / 2); });
  EXPECT_EQ(reported(indexed({"withdraw.cpp"})), Places{});
  EXPECT_EQ(reported(indexed(Files)), Right);
  for (size_t At : {0, 25, 80, 160, 900}) {
    ForEach([&](std::string &Bytes) { Bytes[At % Bytes.size()] ^= 0x20; });
    ProcessResult R = indexed({"withdraw.cpp"});
    EXPECT_EQ(reported(R), Places{}) << At;
  }
}

TEST_F(IndexTest, Errors) {
  ProcessResult R = tidy({"--summarize", "withdraw.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "--summarize writes into the folder of --index"))
      << R;
  R = tidy({"--index=withdraw.cpp", "withdraw.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "cannot read the folder of --index, '")) << R;
  Project.write("broken.cpp", "#include \"account.h\"\nint x = nothing;\n");
  R = indexed({"--summarize", "broken.cpp", "missing.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "broken.cpp:2:9: error: ")) << R;
  EXPECT_TRUE(contains(R.Err, "there is no file 'missing.cpp'")) << R;
  // Each said once.
  R = indexed({"broken.cpp", "withdraw.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  size_t First = R.Err.find("broken.cpp:2:9");
  EXPECT_NE(First, R.Err.npos) << R;
  EXPECT_EQ(R.Err.find("broken.cpp:2:9", First + 1), R.Err.npos) << R;
}

} // namespace
