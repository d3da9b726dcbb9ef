//===- adoption_test.cpp - await-tidy in a project that is old ------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --baseline, --changed-since, --staged, .await-tidy, --statistics, and the
// line on a terminal.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "findings/Baseline.h"
#include "findings/ChangedLines.h"
#include "llvm/ADT/StringRef.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace await_tidy;
using namespace await_tidy::test;
using llvm::StringRef;

namespace {

const std::string Rule = "await-check-then-act";

class Adoption : public testing::Test {
protected:
  TemporaryFolder Folder;

  ProcessResult tidy(const Words &Arguments, const std::string &In = "") const {
    ProcessOptions O;
    O.Directory = Folder.path() / In;
    return run(concat({{commandPath()}, Arguments, {"--"}, sampleFlags()}), O);
  }

  void git(const Words &Arguments) const {
    ProcessOptions O;
    O.Directory = Folder.path();
    ProcessResult R =
        run(concat({{"git", "-c", "user.name=t", "-c", "user.email=t@t", "-c",
                     "init.defaultBranch=main", "-c", "commit.gpgsign=false"},
                    Arguments}),
            O);
    ASSERT_EQ(R.ExitCode, 0) << R;
  }

  void commitAll() const {
    if (!fs::exists(Folder.path() / ".git"))
      git({"init", "-q"});
    git({"add", "-A"});
    git({"commit", "-q", "-m", "now"});
  }
};

void expectRefused(const ProcessResult &R, const std::string &Why) {
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, Why)) << "'" << Why << "' expected in\n" << R;
}

/// \p Text with another function that has the same race.
std::string twice(const std::string &Text) {
  std::string Second = replaced(Text, "#include \"coro.h\"\n", "");
  Second = replaced(Second, "mock::task<bool> transfer(int amount);\n", "");
  return Text + replaced(Second, "class Account", "class Other");
}

//===----------------------------------------------------------------------===//
// --baseline
//===----------------------------------------------------------------------===//

TEST_F(Adoption, OnlyNewFindings) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidy({"--write-baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Out, "") << R;
  EXPECT_TRUE(contains(R.Err, "'known' has 1 finding now")) << R;
  R = tidy({"--baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Out, "") << R;
  EXPECT_TRUE(contains(R.Err, "; 1 known from the baseline")) << R;
  EXPECT_FALSE(contains(R.Err, "no longer found")) << R;

  // Lines move, and somebody adds the same mistake elsewhere.
  Folder.write("a.cpp", "\n\n" + twice(Withdraw));
  R = tidy({"--baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
  EXPECT_FALSE(reports(R.Out, WithdrawAct + 2, Rule)) << R;
  // Every format reports those alone.
  R = tidy({"--baseline=known", "--format=sarif", "a.cpp"});
  EXPECT_TRUE(contains(R.Out, "\"baselineState\": \"new\"")) << R;
  R = tidy({"--baseline=known", "--format=json", "a.cpp"});
  EXPECT_TRUE(contains(R.Out, "\"known\": 1,")) << R;
  EXPECT_TRUE(contains(R.Out, "Other::withdraw")) << R;
  EXPECT_FALSE(contains(R.Out, "Account::withdraw")) << R;
}

/// An entry stands for one finding, not for all that look like it.
TEST_F(Adoption, EqualFindingsAreCounted) {
  const std::string Two = "    if (amount > 10) {\n" + WithdrawLine +
                          "    } else {\n" + WithdrawLine + "    }\n";
  Folder.write("a.cpp", Withdraw);
  tidy({"--write-baseline=known", "a.cpp"});
  Folder.write("a.cpp", replaced(Withdraw, WithdrawLine, Two));
  ProcessResult R = tidy({"--baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
}

TEST_F(Adoption, WhatIsGoneIsSaid) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Withdraw);
  tidy({"--write-baseline=known", "a.cpp", "b.cpp"});
  Folder.write("a.cpp", Clean);
  ProcessResult R = tidy({"--baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  // Of b.cpp nothing is known: nobody looked at it.
  EXPECT_TRUE(contains(R.Err, "; 1 of the baseline no longer found")) << R;
  // Neither of what did not run, nor of what is not shown.
  R = tidy({"--baseline=known", "--checks=-*,await-stale-write", "a.cpp"});
  EXPECT_FALSE(contains(R.Err, "no longer found")) << R;
  Folder.write("a.cpp", "int x = undeclared;\n" + Clean);
  R = tidy({"--baseline=known", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_FALSE(contains(R.Err, "no longer found")) << R;
  Folder.write("lazy.cpp", LazyLoad);
  tidy({"--write-baseline=low", "--min-confidence=low", "lazy.cpp"});
  R = tidy({"--baseline=low", "lazy.cpp"});
  EXPECT_FALSE(contains(R.Err, "no longer found")) << R;
}

TEST_F(Adoption, ARenamedFileKeepsItsEntries) {
  Folder.write("a.cpp", Withdraw);
  tidy({"--write-baseline=known", "a.cpp"});
  Folder.write("copy.cpp", Withdraw);
  EXPECT_EQ(tidy({"--baseline=known", "copy.cpp"}).ExitCode, 1)
      << "a copy is a second race";
  fs::remove(Folder.path() / "a.cpp");
  EXPECT_EQ(tidy({"--baseline=known", "copy.cpp"}).ExitCode, 0);
}

/// Written anew for one file, a baseline keeps what it has of the others.
TEST_F(Adoption, RenewedInPart) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Withdraw);
  tidy({"--write-baseline=known", "a.cpp", "b.cpp"});
  const std::string Both = readFile(Folder.path() / "known");
  tidy({"--write-baseline=known", "b.cpp"});
  EXPECT_EQ(readFile(Folder.path() / "known"), Both);
  Folder.write("b.cpp", Clean);
  tidy({"--write-baseline=known", "b.cpp"});
  EXPECT_TRUE(contains(readFile(Folder.path() / "known"), "a.cpp"));
  EXPECT_FALSE(contains(readFile(Folder.path() / "known"), "b.cpp"));
}

TEST_F(Adoption, BaselinesThatAreNone) {
  Folder.write("a.cpp", Withdraw);
  expectRefused(tidy({"--baseline=none", "a.cpp"}),
                "cannot read the baseline 'none'");
  expectRefused(tidy({"--baseline=a.cpp", "a.cpp"}), "a.cpp:1: this is no");
  // It is not written over either.
  Folder.write("notes.txt", "do not lose this\n");
  expectRefused(tidy({"--write-baseline=notes.txt", "a.cpp"}),
                "notes.txt:1: this is no baseline");
  expectRefused(tidy({"--write-baseline=a.cpp", "a.cpp"}), "overwritten");
  EXPECT_EQ(readFile(Folder.path() / "notes.txt"), "do not lose this\n");
  expectRefused(tidy({"--write-baseline=no/such/place", "a.cpp"}),
                "cannot write 'no/such/place'");
  ASSERT_EQ(mkfifo((Folder / "pipe").c_str(), 0600), 0);
  expectRefused(tidy({"--baseline=pipe", "a.cpp"}), "not a regular file");
  expectRefused(tidy({"--write-baseline=x", "--format=json", "a.cpp"}),
                "--write-baseline takes all findings");
}

TEST(BaselineFile, ErrorsNameTheLine) {
  const std::string Title = "# await-tidy baseline 1\n",
                    Good = "0123456789abcdef await-x a b.cpp\n";
  auto Error = [](const std::string &Text) {
    llvm::Expected<Baseline> B = Baseline::parse("f", Text);
    return B ? std::string() : llvm::toString(B.takeError());
  };
  EXPECT_EQ(Error(Title + Good + "\n# more\r\n" + Good), "");
  EXPECT_TRUE(contains(Error(""), "f:1: the file is empty"));
  EXPECT_TRUE(contains(Error(Good), "f:1: this is no baseline"));
  EXPECT_TRUE(contains(Error("# await-tidy baseline 2\n"), "f:1: "));
  EXPECT_TRUE(contains(Error(Title + Good + "<<<<<<< HEAD\n"),
                       "f:3: the line does not begin with 16 hex"));
  EXPECT_TRUE(
      contains(Error(Title + "0123456789abcdef x a\n"), "f:2: no rule"));
  EXPECT_TRUE(contains(Error(Title + "0123456789abcdef await-x\n"),
                       "f:2: the name of a file"));
  EXPECT_TRUE(contains(Error(Title + "0123456789abcdef await-x a%0\n"),
                       "f:2: the name of a file"));
}

TEST(BaselineFile, WhatIsWrittenIsRead) {
  Baseline B;
  B.add({"z\n%.cpp", "await-b", "00000000000000ff"});
  B.add({"a b.cpp", "await-a", "00000000000000ff"});
  std::string Text = B.text();
  EXPECT_EQ(Text, "# await-tidy baseline 1\n"
                  "00000000000000ff await-a a b.cpp\n"
                  "00000000000000ff await-b z%0A%25.cpp\n");
  llvm::Expected<Baseline> Again = Baseline::parse("f", Text);
  ASSERT_TRUE(bool(Again));
  EXPECT_EQ(Again->text(), Text);
}

//===----------------------------------------------------------------------===//
// --changed-since
//===----------------------------------------------------------------------===//

TEST_F(Adoption, FindingsInChangedLines) {
  Folder.write("src/a.cpp", Withdraw);
  commitAll();
  ProcessResult R = tidy({"--changed-since=HEAD", "a.cpp"}, "src");
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Err, "; 1 in unchanged lines")) << R;
  // A change elsewhere in the file, which moves the lines.
  Folder.write("src/a.cpp", "// new\n" + Withdraw + "// new\n");
  EXPECT_EQ(tidy({"--changed-since=HEAD", "src/a.cpp"}).ExitCode, 0);
  // The act, the check, the suspension.
  for (const auto &[Old, New] :
       {std::pair<std::string, std::string>{"balance -= amount",
                                            "balance -= 1"},
        {"balance < amount", "balance <= amount"},
        {"co_await transfer(amount);\n    balance",
         "co_await transfer(amount + 0);\n    balance"}}) {
    Folder.write("src/a.cpp", replaced(Withdraw, Old, New));
    R = tidy({"--changed-since=HEAD", "src/a.cpp"});
    EXPECT_EQ(R.ExitCode, 1) << New << '\n' << R;
  }
}

/// The second test that made it safe is gone; nothing of the story itself is
/// new.
TEST_F(Adoption, WhatWasTakenOutCounts) {
  Folder.write("a.cpp",
               replaced(Withdraw, WithdrawLine,
                        "    if (balance < amount)\n      co_return false;\n" +
                            WithdrawLine));
  commitAll();
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = tidy({"--changed-since=HEAD", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
}

TEST_F(Adoption, FilesThatGitDoesNotKnowAreNew) {
  Folder.write("old.cpp", Clean);
  commitAll();
  Folder.write("new \xC3\xA4.cpp", Withdraw);
  EXPECT_EQ(tidy({"--changed-since=HEAD", "new \xC3\xA4.cpp"}).ExitCode, 1);
  git({"add", "-A"});
  EXPECT_EQ(tidy({"--changed-since=HEAD", "new \xC3\xA4.cpp"}).ExitCode, 1);
  git({"commit", "-q", "-m", "more"});
  EXPECT_EQ(tidy({"--changed-since=HEAD", "new \xC3\xA4.cpp"}).ExitCode, 0);
  EXPECT_EQ(tidy({"--changed-since=HEAD~1", "new \xC3\xA4.cpp"}).ExitCode, 1);
}

TEST_F(Adoption, RevisionsThatAreNone) {
  Folder.write("a.cpp", Withdraw);
  expectRefused(tidy({"--changed-since=HEAD", "a.cpp"}), "git");
  commitAll();
  expectRefused(tidy({"--changed-since=nowhere", "a.cpp"}),
                "there is no commit 'nowhere'");
  // No option of git, no command of a shell, no range.
  for (const char *Rev : {"--output=written", "-O", "HEAD; touch written",
                          "$(touch written)", "HEAD..HEAD", "HEAD:a.cpp"}) {
    ProcessResult R = tidy({"--changed-since=" + std::string(Rev), "a.cpp"});
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_FALSE(fs::exists(Folder.path() / "written")) << R;
  }
  // A report says so too.
  ProcessResult R = tidy({"--changed-since=nowhere", "--format=json", "a.cpp"});
  EXPECT_TRUE(contains(R.Out, "there is no commit")) << R;
}

/// What a repository can ask git to run for a diff is not run.
TEST_F(Adoption, GitRunsNothingOfTheRepository) {
  Folder.write("a.cpp", Withdraw);
  Folder.write(".gitattributes", "*.cpp diff=evil\n");
  commitAll();
  const std::string Tool = Folder.write(
      "tool", "#!/bin/sh\n: > '" + (Folder / "ran") + "'\ncat \"$1\"\n");
  fs::permissions(Tool, fs::perms::owner_all);
  fs::copy_file(Tool, Folder.path() / ".git/hooks/post-index-change");
  git({"config", "diff.external", Tool});
  git({"config", "diff.evil.textconv", Tool});
  git({"config", "diff.evil.command", Tool});
  git({"config", "core.pager", Tool});
  git({"config", "core.fsmonitor", Tool});
  Folder.write("a.cpp", Withdraw + "// more\n");
  fs::remove(Folder.path() / "ran");
  ProcessResult R = tidy({"--changed-since=HEAD", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_FALSE(fs::exists(Folder.path() / "ran")) << R;
  R = tidy({"--staged", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_FALSE(fs::exists(Folder.path() / "ran")) << R;
}

//===----------------------------------------------------------------------===//
// --staged; precommit_test.cpp has more of it
//===----------------------------------------------------------------------===//

TEST_F(Adoption, WhatIsStaged) {
  Folder.write("a.cpp", Clean);
  Folder.write("lines.h", "// nothing\n");
  commitAll();
  Folder.write("lines.h", Withdraw);
  Folder.write("a.cpp", "#include \"lines.h\"\n");
  git({"add", "a.cpp", "lines.h"});
  // In an include that looks different on the disk, and in one that is gone.
  Folder.write("lines.h", Clean);
  ProcessResult R = tidy({"--staged", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, Rule)) << R;
  EXPECT_TRUE(contains(R.Out, "   11 |     balance -= amount;")) << R;
  fs::remove(Folder.path() / "lines.h");
  fs::remove(Folder.path() / "a.cpp");
  R = tidy({"--staged", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(reports(R.Out, WithdrawAct, Rule)) << R;
}

TEST_F(Adoption, StagedWithOtherThings) {
  Folder.write("a.cpp", Withdraw);
  expectRefused(tidy({"--staged", "a.cpp"}), "git");
  commitAll();
  // Nothing is staged: not to report what is there would look like nothing.
  ProcessResult R = tidy({"--staged", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Err, "note: nothing is staged")) << R;
  expectRefused(tidy({"--staged", "--changed-since=HEAD", "a.cpp"}), "exclude");
  expectRefused(tidy({"--staged", "--fix", "a.cpp"}), "--changed-since=HEAD");
  expectRefused(tidy({"--staged", "--write-baseline=x", "a.cpp"}), "--staged");
  expectRefused(tidy({"--staged", "--why=a.cpp:1"}), "about findings");
  // Links and conflicts have no text.
  Folder.write("b.h", "// b\n");
  fs::create_symlink("b.h", Folder.path() / "link.h");
  commitAll();
  fs::remove(Folder.path() / "link.h");
  fs::create_symlink("a.cpp", Folder.path() / "link.h");
  Folder.write("later.h", "");
  git({"add", "-N", "later.h"});
  Folder.write("new.cpp", Clean);
  git({"add", "new.cpp"});
  EXPECT_EQ(tidy({"--staged", "new.cpp"}).ExitCode, 0);
}

Finding findingAt(unsigned Check, unsigned Suspension, unsigned Act) {
  auto Span = [](unsigned Line) {
    SourceSpan S;
    S.File = "/r/a.cpp";
    S.Line = S.EndLine = Line;
    return S;
  };
  Finding F;
  F.Where = Span(Act);
  F.Notes = {{NoteKind::Check, Span(Check), ""},
             {NoteKind::Suspension, Span(Suspension), ""},
             {NoteKind::Reason, Span(90), ""}};
  return F;
}

TEST(ChangedLinesOf, Diffs) {
  auto Concerns = [](const std::string &Hunks,
                     const std::string &Name = "b/a.cpp") {
    ChangedLines C;
    if (llvm::Error E = C.add("diff --git a/a.cpp b/a.cpp\n--- a/a.cpp\n+++ " +
                                  Name + "\n" + Hunks,
                              "/r"))
      return llvm::toString(std::move(E));
    return std::string(C.concern(findingAt(10, 20, 30)) ? "yes" : "no");
  };
  EXPECT_EQ(Concerns("@@ -1 +10 @@ f()\n-x\n+y\n"), "yes");
  EXPECT_EQ(Concerns("@@ -1,0 +19,2 @@\n+y\n+z\n"), "yes");
  EXPECT_EQ(Concerns("@@ -1,0 +31,1 @@\n+y\n"), "no");
  EXPECT_EQ(Concerns("@@ -1,0 +11,9 @@\n" +
                     [] {
                       std::string Lines;
                       for (int I = 0; I < 9; ++I)
                         Lines += "++++ b/other.cpp\n";
                       return Lines;
                     }()),
            "no");
  EXPECT_EQ(Concerns("@@ -90 +90 @@\n-x\n+y\n"), "no") << "only advice";
  EXPECT_EQ(Concerns("@@ -25 +24,0 @@\n-x\n"), "yes") << "taken out between";
  EXPECT_EQ(Concerns("@@ -9 +9,0 @@\n-x\n"), "no");
  EXPECT_EQ(Concerns("@@ -31 +30,0 @@\n-x\n"), "no");
  EXPECT_EQ(Concerns("@@ -1 +10 @@\n-x\n+y\n\\ No newline at end of file\n",
                     "\"b/\\141.cpp\""),
            "yes");
  EXPECT_EQ(Concerns("@@ -1 +0,0 @@\n-x\n", "/dev/null"), "no");
  EXPECT_TRUE(contains(Concerns("@@ -1 +10,x @@\n"), "line 4 of the diff"));
  EXPECT_TRUE(contains(Concerns("@@ -1 +10 @@\n-x\n"), "ends too early"));
  EXPECT_TRUE(contains(Concerns("", "\"b/\\q\""), "no name of a file"));
}

//===----------------------------------------------------------------------===//
// .await-tidy
//===----------------------------------------------------------------------===//

TEST_F(Adoption, TheNearestConfiguration) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("sub/deep/b.cpp", Withdraw);
  Folder.write(".await-tidy", "checks: '-await-check-then-act'\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
  EXPECT_EQ(tidy({"sub/deep/b.cpp"}).ExitCode, 0);
  EXPECT_EQ(tidy({"--no-config", "a.cpp"}).ExitCode, 1);
  // The nearest one alone holds.
  Folder.write("sub/.await-tidy", "min-confidence: high\n");
  ProcessResult R = tidy({"a.cpp", "sub/deep/b.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_EQ(findingCount(R.Out), 1u) << R;
  EXPECT_EQ(tidy({"--config=.await-tidy", "sub/deep/b.cpp"}).ExitCode, 0);
}

TEST_F(Adoption, EveryKey) {
  Folder.write("a.cpp", "#ifdef LATER\n" + Withdraw + "#endif\n" +
                            replaced(LazyLoad, "#include \"coro.h\"",
                                     "#include \"coro.h\" // twice"));
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
  Folder.write(".await-tidy", "extra-arg: [-DLATER]\n");
  EXPECT_EQ(findingCount(tidy({"a.cpp"}).Out), 1u);
  Folder.write(".await-tidy", "extra-arg:\n- -DLATER\nmin-confidence: low\n");
  EXPECT_EQ(findingCount(tidy({"a.cpp"}).Out), 2u);
  // The command line has the last word.
  EXPECT_EQ(findingCount(tidy({"--min-confidence=high", "a.cpp"}).Out), 1u);
  EXPECT_EQ(
      tidy({"--extra-arg=-ULATER", "--min-confidence=high", "a.cpp"}).ExitCode,
      0);
  Folder.write("tools/acme.yaml", "library: acme\nfunctions:\n"
                                  "- {name: [acme::touch], does: none}\n");
  Folder.write(".await-tidy", "models: [tools/acme.yaml]\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
  Folder.write("tools/acme.yaml", "libary: acme\n");
  expectRefused(tidy({"a.cpp"}), "tools/acme.yaml:1");
  // A comment is not without use because its rule is off elsewhere.
  Folder.write(".await-tidy", "# nothing yet\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
}

TEST_F(Adoption, MistakesInAConfiguration) {
  Folder.write("a.cpp", Clean);
  auto Said = [&](const std::string &Text, const std::string &Why) {
    Folder.write(".await-tidy", Text);
    ProcessResult R = tidy({"a.cpp"});
    expectRefused(R, Why);
    EXPECT_TRUE(contains(R.Err, "1 file not analysed")) << R;
    expectRefused(tidy({"--verify-config"}), Why);
  };
  Said("\nchekcs: '*'\n",
       ".await-tidy:2: there is no key 'chekcs'; did you mean 'checks'?");
  Said("zzz: 1\n", "the keys are checks, min-confidence, models, extra-arg");
  Said("checks: await-stale-wirte\n",
       ".await-tidy:1: there is no rule 'await-stale-wirte'; did you mean");
  Said("models: []\nmin-confidence: huge\n", ".await-tidy:2: 'huge' is no");
  Said("- a\n- b\n", ".await-tidy:1: ");
  Said("checks: [\n", ".await-tidy:");
  Said("?\n%\n??\n", ".await-tidy:1: Map key must be a scalar");
  Said("%", ".await-tidy:1: this is no list of keys and values");
  Said("checks: '*'\n# \xFF\n", ".await-tidy:2: this is not valid UTF-8");
  Said("checks: '*'\n---\nchecks: '*'\n", ".await-tidy:2: a second document");
  Said("extra-arg: [\"-D\\x01\"]\n", ".await-tidy:1: there is a control");
  // Nothing that writes, and nothing that runs.
  for (const char *Key : {"output", "format", "write-baseline", "fix", "plugin",
                          "load", "p", "resource-dir"})
    Said(std::string(Key) + ": x\n", "there is no key '");
  EXPECT_FALSE(fs::exists(Folder.path() / "x"));

  fs::remove(Folder.path() / ".await-tidy");
  expectRefused(tidy({"--config=none", "a.cpp"}), "configuration 'none'");
  expectRefused(tidy({"--config=none", "--no-config", "a.cpp"}), "exclude");
  ASSERT_EQ(mkfifo((Folder / ".await-tidy").c_str(), 0600), 0);
  expectRefused(tidy({"a.cpp"}), "not a regular file");
}

TEST_F(Adoption, VerifyAndDump) {
  Folder.write("a.cpp", Clean);
  ProcessResult R = tidy({"--verify-config"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Out, "no .await-tidy: the defaults hold\n");
  Folder.write(".await-tidy", "checks: '-await-stale-*'\nextra-arg: [-DA]\n");
  Folder.write("sub/.await-tidy", "min-confidence: low\n");
  R = tidy({"--verify-config", "a.cpp", "sub/b.cpp", "sub/c.cpp"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_EQ(R.Out, ".await-tidy: ok\nsub/.await-tidy: ok\n");
  R = tidy({"--dump-config", "--checks=-await-torn-update", "--extra-arg=-DB"});
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "'-await-stale-*,-await-torn-update'")) << R;
  EXPECT_TRUE(contains(R.Out, "min-confidence:  medium")) << R;
  // What it prints is a configuration.
  Folder.write("again", R.Out);
  ProcessResult Again = tidy({"--dump-config", "--config=again"});
  EXPECT_EQ(replaced(Again.Out, "# again", "# .await-tidy"), R.Out);
}

//===----------------------------------------------------------------------===//
// .clang-tidy
//===----------------------------------------------------------------------===//

/// What clang-tidy reports by a .clang-tidy, the command reports by it.
TEST_F(Adoption, TheConfigurationOfClangTidy) {
  Folder.write("sub/a.cpp",
               Withdraw + replaced(LazyLoad, "#include \"coro.h\"", "") +
                   replaced(replaced(Rollback, "#include \"coro.h\"", ""),
                            "class Account", "class Other"));
  auto Rules = [&](const std::string &Out) {
    std::string Text;
    for (const Reported &R : parseOutput(Out, "/").Findings)
      Text += std::to_string(R.Line) + " " + R.Rule + "\n";
    return Text;
  };
  auto Both = [&](const std::string &Text) {
    Folder.write(".clang-tidy", Text);
    ProcessOptions O;
    O.Directory = Folder.path() / "sub";
    ProcessResult Other = run(
        concat({{clangTidyPath(), "-load=" + tidyModulePath(), "a.cpp", "--"},
                sampleFlags()}),
        O);
    ProcessResult R = tidy({"--quiet", "a.cpp"}, "sub");
    EXPECT_LE(R.ExitCode, 1) << R;
    EXPECT_EQ(Rules(R.Out), Rules(Other.Out)) << Text << R << Other;
    return parseOutput(R.Out, "/").Findings.size();
  };
  EXPECT_EQ(Both("Checks: '-*,await-*'\n"), 2u);
  EXPECT_EQ(Both("Checks: '-*,bugprone-sizeof-*,await-snapshot-rollback'\n"),
            1u);
  EXPECT_EQ(Both("Checks: >\n  -*,\n  await-*,\n  -await-s*\n"), 1u);
  EXPECT_EQ(Both("---\nChecks: ['-*', 'await-snapshot-rollback']\n...\n"), 1u);
  EXPECT_EQ(Both("Checks: '-*,await-*'\nCheckOptions:\n"
                 "  await-check-then-act.MinConfidence: low\n"),
            3u);
  EXPECT_EQ(Both("Checks: '-*,await-*'\nCheckOptions:\n"
                 "- key: await-check-then-act.MinConfidence\n  value: low\n"
                 "- {key: await-snapshot-rollback.Enabled, value: 'false'}\n"
                 "- {key: await-stale-write.Enabled, value: 'false'}\n"
                 "- {key: readability-x.Y, value: '1'}\n"),
            2u);
  Folder.write("sub/.clang-tidy", "InheritParentConfig: true\n"
                                  "Checks: '-await-s*'\n");
  EXPECT_EQ(Both("Checks: '-*,await-*'\n"), 1u);
  Folder.write("sub/.clang-tidy", "Checks: '-*,await-snapshot-rollback'\n");
  EXPECT_EQ(Both("Checks: '-*,await-*'\n"), 1u);
}

/// What is not about our rules is not about the command.
TEST_F(Adoption, ClangTidyAboutOtherThings) {
  Folder.write("a.cpp",
               Withdraw + replaced(LazyLoad, "#include \"coro.h\"", ""));
  for (const char *Text :
       {"", "Checks: '-*,bugprone-*'\n", "Checks: '*'\nUser: me\n",
        "HeaderFilterRegex: 'x'\nCheckOptions:\n  a.B: {c: [d]}\n",
        "CheckOptions: []\nExtraArgs: ['-Wall']\nLater: {a: [b, {c: d}]}\n"}) {
    Folder.write(".clang-tidy", Text);
    ProcessResult R = tidy({"a.cpp"});
    EXPECT_EQ(findingCount(R.Out), 1u) << Text << R;
    EXPECT_EQ(tidy({"--verify-config"}).Out,
              "no .await-tidy: the defaults hold\n");
  }
  // Without one of ours in it, the list only takes away.
  Folder.write(".clang-tidy", "Checks: 'bugprone-*,-await-check-then-act'\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 0);
  EXPECT_EQ(tidy({"--verify-config"}).Out, ".clang-tidy: ok\n");
  EXPECT_EQ(tidy({"--no-config", "a.cpp"}).ExitCode, 1);
  // .await-tidy comes after it, and the command line comes last.
  Folder.write(".clang-tidy", "CheckOptions:\n"
                              "  await-check-then-act.MinConfidence: low\n");
  EXPECT_EQ(findingCount(tidy({"a.cpp"}).Out), 2u);
  ProcessResult R = tidy({"--dump-config"});
  EXPECT_TRUE(contains(R.Out, "# .clang-tidy\n"
                              "# await-check-then-act.MinConfidence: low\n"))
      << R;
  EXPECT_EQ(findingCount(tidy({"--min-confidence=high", "a.cpp"}).Out), 1u);
  Folder.write(".await-tidy", "min-confidence: high\n");
  EXPECT_EQ(findingCount(tidy({"a.cpp"}).Out), 1u);
  EXPECT_EQ(tidy({"--verify-config"}).Out, ".clang-tidy, .await-tidy: ok\n");
  Folder.write("none", "");
  EXPECT_EQ(findingCount(tidy({"--config=none", "a.cpp"}).Out), 1u);
}

TEST_F(Adoption, MistakesInAClangTidy) {
  Folder.write("sub/a.cpp", Clean);
  auto Said = [&](const std::string &Text, const std::string &Why) {
    Folder.write(".clang-tidy", Text);
    expectRefused(tidy({"sub/a.cpp"}), Why);
    expectRefused(tidy({"--verify-config"}), Why);
  };
  Said("\nChecks: '-*,await-stale-wirte'\n",
       ".clang-tidy:2: there is no rule 'await-stale-wirte'; did you mean "
       "'await-stale-write'?");
  const std::string Options = "Checks: 'await-*'\nCheckOptions:\n";
  Said(Options + "  await-stale-write.MinConfidence: huge\n",
       ".clang-tidy:3: 'huge' is no confidence");
  Said(Options + "- {key: await-stale-write.Enabled, value: yes}\n",
       ".clang-tidy:3: 'yes' is neither true nor false");
  Said(Options + "  await-stale-wirte.Enabled: true\n",
       ".clang-tidy:3: there is no rule 'await-stale-wirte'");
  Said(Options + "  await-stale-write.Least: low\n",
       ".clang-tidy:3: there is no option 'await-stale-write.Least'");
  Said(Options + "  await-stale-write.MinConfidence: [low]\n",
       ".clang-tidy:3: 'await-stale-write.MinConfidence' needs a word");
  Said("- a\n", ".clang-tidy:1: the file is to be");
  Said("Checks: [\n", ".clang-tidy:");
  Said("Checks: '*'\n# \xFF\n", ".clang-tidy:2: this is not valid UTF-8");
  Said("Checks: '-await-*'\n", "leaves no rule enabled");
  // Models are looked for from its folder upwards.
  Folder.write("tools/acme.yaml", "libary: acme\n");
  Folder.write("sub/.clang-tidy",
               "CheckOptions: {AwaitTidyModels: 'tools/acme.yaml'}\n");
  expectRefused(tidy({"sub/a.cpp"}), "tools/acme.yaml:1");
  Folder.write("tools/acme.yaml", "library: acme\n");
  EXPECT_EQ(tidy({"sub/a.cpp"}).ExitCode, 0);
}

//===----------------------------------------------------------------------===//
// --statistics, and the line on a terminal
//===----------------------------------------------------------------------===//

TEST_F(Adoption, Statistics) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Rollback);
  ProcessResult R = tidy({"--statistics", "--quiet", "a.cpp", "b.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  for (const char *Said :
       {"  await-check-then-act     1\n", "  await-snapshot-rollback  1\n",
        "  files: 2 analysed, 0 in part, 0 not\n",
        "  3 coroutines, 3 suspension points\n", " s to parse, ",
        "  slowest: "})
    EXPECT_TRUE(contains(R.Err, Said)) << Said << '\n' << R;
  EXPECT_EQ(R.Out, tidy({"a.cpp", "b.cpp"}).Out);
}

TEST_F(Adoption, ProgressOnATerminalOnly) {
  Folder.write("a.cpp", Clean);
  Folder.write("b.cpp", Clean);
  EXPECT_FALSE(contains(tidy({"a.cpp", "b.cpp"}).Err, "[1/2]"));
  std::string Command = commandPath() + " a.cpp b.cpp --";
  for (const std::string &Flag : sampleFlags())
    Command += " '" + Flag + "'";
  ProcessOptions O;
  O.Directory = Folder.path();
  auto OnTerminal = [&](const std::string &C) {
    return run({"script", "-qec", C, "/dev/null"}, O);
  };
  ProcessResult R = OnTerminal(Command);
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_TRUE(contains(R.Out, "\r\033[K[1/2] a.cpp")) << R;
  EXPECT_TRUE(contains(R.Out, "[2/2] b.cpp\r\033[Kno findings")) << R;
  Command = replaced(Command, "a.cpp", "--quiet a.cpp");
  EXPECT_FALSE(contains(OnTerminal(Command).Out, "[1/2]"));
}

} // namespace
