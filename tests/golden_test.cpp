//===- golden_test.cpp - Files that the tool itself writes ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the tool says today about tests/golden, what it says in the examples of
// the README and the docs, and the pages in docs/rules. Each must be what is in
// the sources; with AWAIT_TIDY_BLESS set (`./dev bless`) it is written there.
//
// In README.md and docs/*.md two kinds of blocks are looked after:
//
//   ```console                        <!-- file: tests/golden/tickets.cpp -->
//   $ build/bin/await-tidy ...        ```cpp
//   what it says                      the whole file
//   ```                               ```
//
// The first only where the command begins with await-tidy, loads one of the
// plugins, or is `./dev marks` or the example of the explorer; it runs in the
// top folder.
//
//===----------------------------------------------------------------------===//

#include "Doors.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

bool blessing() { return std::getenv("AWAIT_TIDY_BLESS") != nullptr; }

/// Compares with the file, or writes it.
void golden(const fs::path &File, const std::string &Now) {
  std::string Before = readFile(File);
  if (Before == Now)
    return;
  if (blessing()) {
    fs::create_directories(File.parent_path());
    std::ofstream(File, std::ios::binary) << Now;
    return;
  }
  EXPECT_EQ(Before, Now)
      << File.lexically_relative(sourceRoot())
      << " is not what the tool says now; if the new text is "
         "right: ./dev bless";
}

std::vector<fs::path> filesIn(const fs::path &Folder,
                              const std::string &Extension) {
  std::vector<fs::path> Result;
  if (fs::is_directory(Folder))
    for (const auto &Entry : fs::directory_iterator(Folder))
      if (Entry.path().extension() == Extension)
        Result.push_back(Entry.path());
  std::sort(Result.begin(), Result.end());
  return Result;
}

TEST(Golden, ReportsAndDumps) {
  std::vector<fs::path> Files = filesIn(sourceRoot() / "tests/golden", ".cpp");
  ASSERT_FALSE(Files.empty());
  for (const fs::path &File : Files) {
    Job J;
    J.File = File.lexically_relative(sourceRoot()).generic_string();
    J.Flags = {"-std=c++20", "-Itest-inputs/mock"};
    ProcessResult R = runCommand(J);
    ASSERT_LE(static_cast<unsigned>(R.ExitCode), 1u) << R;
    golden(fs::path(File).replace_extension(".txt"), R.Out);
    J.Args = {"--dump-events"};
    R = runCommand(J);
    ASSERT_LE(static_cast<unsigned>(R.ExitCode), 1u) << R;
    golden(fs::path(File).replace_extension(".events"), R.Out);
  }
}

TEST(Golden, RulePages) {
  TemporaryFolder Folder;
  ProcessResult R = run({commandPath(), "--write-rule-docs", Folder / "rules"});
  ASSERT_EQ(R.ExitCode, 0) << R;
  std::vector<fs::path> Pages = filesIn(Folder.path() / "rules", ".md");
  EXPECT_GE(Pages.size(), ruleIds().size()) << R;
  const fs::path Docs = sourceRoot() / "docs/rules";
  for (const fs::path &Page : Pages)
    golden(Docs / Page.filename(), readFile(Page));
  for (const fs::path &Old : filesIn(Docs, ".md"))
    EXPECT_TRUE(fs::exists(Folder.path() / "rules" / Old.filename()))
        << Old.filename() << " is the page of no rule";
}

//===----------------------------------------------------------------------===//
// Examples in the documentation
//===----------------------------------------------------------------------===//

std::vector<std::string> linesOf(const std::string &Text) {
  std::vector<std::string> Result;
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size());
    Result.push_back(Text.substr(At, End - At));
    At = End + 1;
  }
  return Result;
}

bool startsWith(const std::string &S, const std::string &Prefix) {
  return S.compare(0, Prefix.size(), Prefix) == 0;
}

std::string quoted(const std::string &Path) {
  std::string Result = "'";
  for (char C : Path)
    Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Result + "'";
}

void replaceAll(std::string &Text, const std::string &Old,
                const std::string &New) {
  for (size_t At = 0; (At = Text.find(Old, At)) != Text.npos; At += New.size())
    Text.replace(At, Old.size(), New);
}

bool isOurs(const std::string &Command) {
  return startsWith(Command, "build/bin/await-tidy") ||
         Command == "./dev marks" || Command == "build/tests/explorer_bank" ||
         Command.find("build/lib/await-tidy-") != Command.npos;
}

/// What a command of the documentation prints, as lines.
std::vector<std::string> outputOf(std::string Command) {
  replaceAll(Command, "build/bin/await-tidy", quoted(commandPath()));
  replaceAll(Command, "build/lib/await-tidy-module.so",
             quoted(tidyModulePath()));
  replaceAll(Command, "build/lib/await-tidy-plugin.so", quoted(pluginPath()));
  replaceAll(Command, "build/tests/explorer_bank", quoted(EXPLORER_BANK_PATH));
  ProcessOptions O;
  O.Directory = sourceRoot();
  ProcessResult R = run({"sh", "-c", Command + " 2>&1"}, O);
  EXPECT_EQ(R.Signal, 0) << R;
  EXPECT_LE(static_cast<unsigned>(R.ExitCode), 2u) << R;
  replaceAll(R.Out, sourceRoot().string() + "/", "");
  return linesOf(R.Out);
}

/// The page as it must be.
std::string renewed(const std::string &Text, const std::string &Name) {
  std::vector<std::string> Lines = linesOf(Text);
  std::string Result;
  auto put = [&](const std::string &Line) { Result += Line + "\n"; };
  std::optional<std::string> File;
  for (size_t I = 0; I < Lines.size(); ++I) {
    put(Lines[I]);
    const std::string Mark = "<!-- file: ";
    if (startsWith(Lines[I], Mark)) {
      File = Lines[I].substr(Mark.size());
      File->resize(std::min(File->find(" -->"), File->size()));
      continue;
    }
    if (!startsWith(Lines[I], "```") || Lines[I] == "```") {
      if (!Lines[I].empty())
        File.reset();
      continue;
    }
    const bool Console = Lines[I] == "```console";
    if (File) {
      EXPECT_TRUE(fs::exists(sourceRoot() / *File)) << Name << ": " << *File;
      for (const std::string &Line : linesOf(readFile(sourceRoot() / *File)))
        put(Line);
    }
    bool Skip = false; // the old output of a command of ours
    for (++I; I < Lines.size() && Lines[I] != "```"; ++I) {
      if (File)
        continue;
      if (!Console || !startsWith(Lines[I], "$ ")) {
        if (!Skip)
          put(Lines[I]);
        continue;
      }
      std::string Command = Lines[I].substr(2);
      put(Lines[I]);
      while (!Command.empty() && Command.back() == '\\' &&
             I + 1 < Lines.size()) {
        Command.back() = ' ';
        Command += Lines[++I];
        put(Lines[I]);
      }
      Skip = isOurs(Command);
      if (Skip)
        for (const std::string &Line : outputOf(Command))
          put(Line);
    }
    put("```");
    File.reset();
  }
  return Result;
}

TEST(Golden, ExamplesInTheDocumentation) {
  std::vector<fs::path> Pages = filesIn(sourceRoot() / "docs", ".md");
  Pages.push_back(sourceRoot() / "README.md");
  for (const fs::path &Page : Pages) {
    std::string Text = readFile(Page);
    if (!Text.empty())
      golden(Page, renewed(Text, Page.filename().string()));
  }
}

} // namespace
