//===- docs_test.cpp - What the guides promise ----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// golden_test.cpp keeps the commands and the embedded files of README.md and
// docs/*.md true. Here is the rest:
//
//   - every link to a file or a heading leads somewhere;
//   - a ```diff block below `<!-- fix: test-inputs/demo/x.cpp -->` is what
//     --fix does to that file; with AWAIT_TIDY_BLESS set it is renewed;
//   - the rule of docs/writing-a-rule.md, linked into this program, does with
//     its input what the marks there say.
//
//===----------------------------------------------------------------------===//

#include "../docs/examples/await-late-flag.cpp"

#include "Analyze.h"
#include "Samples.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>

namespace fs = std::filesystem;
using namespace await_tidy;
using namespace await_tidy::test;

namespace {

/// Hand-written pages and those of the rules.
std::vector<fs::path> pages() {
  std::vector<fs::path> Result{sourceRoot() / "README.md",
                               sourceRoot() / "test-inputs/README.md"};
  for (const auto &Entry :
       fs::recursive_directory_iterator(sourceRoot() / "docs"))
    if (Entry.path().extension() == ".md")
      Result.push_back(Entry.path());
  std::sort(Result.begin(), Result.end());
  return Result;
}

std::vector<std::string> linesOf(const std::string &Text) {
  std::vector<std::string> Result;
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size());
    Result.push_back(Text.substr(At, End - At));
    At = End + 1;
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Links
//===----------------------------------------------------------------------===//

/// The lines of a page that are not in a fenced block.
std::vector<std::string> prose(const fs::path &Page) {
  std::vector<std::string> Result;
  bool Fenced = false;
  for (const std::string &Line : linesOf(readFile(Page))) {
    if (Line.starts_with("```"))
      Fenced = !Fenced;
    else if (!Fenced)
      Result.push_back(Line);
  }
  return Result;
}

/// What a link to each heading is written as, the way GitHub makes it.
std::set<std::string> anchors(const fs::path &Page) {
  std::set<std::string> Result;
  for (const std::string &Line : prose(Page)) {
    size_t Text = Line.find_first_not_of('#');
    if (Text == 0 || Text == Line.npos || Line[Text] != ' ')
      continue;
    std::string Anchor;
    for (unsigned char C : Line.substr(Text + 1))
      if (std::isalnum(C) || C == '-' || C == '_')
        Anchor += std::tolower(C);
      else if (C == ' ')
        Anchor += '-';
    Result.insert(Anchor);
  }
  return Result;
}

TEST(Docs, LinksLeadSomewhere) {
  for (const fs::path &Page : pages()) {
    ASSERT_TRUE(fs::exists(Page)) << Page;
    for (const std::string &Line : prose(Page))
      for (size_t At = 0; (At = Line.find("](", At)) != Line.npos;) {
        At += 2;
        std::string Link = Line.substr(At, Line.find(')', At) - At);
        if (Link.starts_with("https://"))
          continue;
        size_t Hash = std::min(Link.find('#'), Link.size());
        fs::path Target =
            Hash ? Page.parent_path() / Link.substr(0, Hash) : Page;
        EXPECT_TRUE(fs::exists(Target)) << Page.filename() << ": " << Link;
        if (Hash < Link.size() && fs::exists(Target)) {
          EXPECT_TRUE(anchors(Target).count(Link.substr(Hash + 1)))
              << Page.filename() << ": no heading for " << Link;
        }
      }
  }
}

//===----------------------------------------------------------------------===//
// What --fix does
//===----------------------------------------------------------------------===//

/// The lines that --fix changes in \p File, as a diff without context. A repair
/// keeps the number of lines.
std::string repairsOf(const std::string &File) {
  TemporaryFolder Folder;
  std::string Text = readFile(sourceRoot() / File);
  Job J;
  J.File = Folder.write("file.cpp", Text);
  J.Flags = sampleFlags();
  J.Args = {"--fix"};
  ProcessResult R = runCommand(J);
  EXPECT_EQ(R.ExitCode, 0) << "--fix leaves nothing to report\n" << R;
  std::vector<std::string> Before = linesOf(Text),
                           After = linesOf(readFile(J.File));
  EXPECT_EQ(Before.size(), After.size());
  std::string Result;
  // The marks of the tests are not part of the story.
  auto add = [&](char Sign, const std::string &Line) {
    std::string Code = Line.substr(0, Line.find(" // "));
    Result += Sign + Code.substr(0, Code.find_last_not_of(' ') + 1) + "\n";
  };
  for (size_t I = 0; I < std::min(Before.size(), After.size()); ++I)
    if (Before[I] != After[I]) {
      add('-', Before[I]);
      add('+', After[I]);
    }
  return Result;
}

TEST(Docs, RepairsAreWhatFixDoes) {
  unsigned Seen = 0;
  for (const fs::path &Page : pages()) {
    const std::string Text = readFile(Page),
                      Mark = "\n<!-- fix: ", Fence = "```diff\n";
    std::string Now = Text;
    for (size_t At = 0; (At = Now.find(Mark, At)) != Now.npos;) {
      At += Mark.size();
      std::string File = Now.substr(At, Now.find(" -->", At) - At);
      size_t Begin = Now.find(Fence, At);
      ASSERT_NE(Begin, Now.npos) << Page << ": no diff below the mark";
      Begin += Fence.size();
      size_t End = Now.find("```", Begin);
      ASSERT_NE(End, Now.npos) << Page;
      Now.replace(Begin, End - Begin, repairsOf(File));
      ++Seen;
    }
    if (Now != Text && std::getenv("AWAIT_TIDY_BLESS"))
      std::ofstream(Page, std::ios::binary) << Now;
    else
      EXPECT_EQ(Text, Now) << Page.filename();
  }
  EXPECT_GT(Seen, 0u);
}

//===----------------------------------------------------------------------===//
// The rule of docs/writing-a-rule.md
//===----------------------------------------------------------------------===//

class Consumer : public clang::ASTConsumer {
public:
  explicit Consumer(AnalysisResult &Result) : Result(Result) {}
  void HandleTranslationUnit(clang::ASTContext &Context) override {
    AnalysisOptions Options;
    Options.MinConfidence = Confidence::Low;
    Result = analyzeTranslationUnit(Context, Options);
  }

private:
  AnalysisResult &Result;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(AnalysisResult &Result) : Result(Result) {}
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<Consumer>(Result);
  }

private:
  AnalysisResult &Result;
};

/// What all rules of this program say about a source, as if it were \p File.
Output analyse(const std::string &File, const std::string &Text) {
  std::string Resources = run({clangPath(), "-print-resource-dir"}).Out;
  Resources.resize(std::min(Resources.find('\n'), Resources.size()));
  AnalysisResult Result;
  EXPECT_TRUE(clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<Action>(Result), Text,
      concat({sampleFlags(), {"-resource-dir=" + Resources}}), "example.cpp"));
  Output O;
  for (const Finding &F : Result.Findings) {
    Reported R{File, F.Where.Line, F.Where.Column, F.Message, F.Rule, {}};
    for (const Note &N : F.Notes)
      R.Notes.push_back({File, N.Where.Line, N.Where.Column, N.Text});
    O.Findings.push_back(std::move(R));
  }
  return O;
}

TEST(Docs, ExampleRuleDoesWhatItsInputSays) {
  const std::string File = "docs/examples/late-flags.cpp";
  std::map<std::string, Expectations> Expected{
      {File, parseExpectations(File, readFile(sourceRoot() / File))}};
  EXPECT_TRUE(Expected[File].Problems.empty()) << join(Expected[File].Problems);
  std::vector<std::string> Wrong = differences(
      Expected, analyse(File, readFile(sourceRoot() / File)), Level::Low);
  EXPECT_TRUE(Wrong.empty()) << join(Wrong);
}

TEST(Docs, ExampleRuleKeepsItsRecord) {
  const Rule *R = findRule("await-late-flag");
  ASSERT_TRUE(R);
  Output Bad = analyse("bad.cpp", std::string(R->Bad));
  ASSERT_EQ(Bad.Findings.size(), 1u);
  EXPECT_EQ(Bad.Findings.front().Rule, R->Id);
  EXPECT_TRUE(analyse("good.cpp", std::string(R->Good)).Findings.empty());
}

} // namespace
