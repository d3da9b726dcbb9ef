//===- imports_test.cpp - A file with all of the index, or with a part ----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ProjectIndex::importsOf() gives is all that an analysis sees: with it,
// each file of tests/project has the findings that it has with the whole index.
//
//===----------------------------------------------------------------------===//

#include "Analyze.h"
#include "Doors.h"
#include "index/Index.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

#include <gtest/gtest.h>
#include <map>

namespace fs = std::filesystem;
using namespace await_tidy;
using namespace await_tidy::test;

namespace {

struct Project {
  std::map<std::string, std::unique_ptr<clang::ASTUnit>> Files;

  Project() {
    const fs::path Folder = sourceRoot() / "tests/project";
    const std::vector<std::string> Flags = {
        "-std=c++20", "-I" + Folder.string(),
        "-I" + (sourceRoot() / "test-inputs/mock").string(),
        "-resource-dir=" AWAIT_TIDY_RESOURCE_DIR};
    for (const auto &E : fs::directory_iterator(Folder))
      if (E.path().extension() == ".cpp")
        Files[E.path().filename()] = clang::tooling::buildASTFromCodeWithArgs(
            readFile(E.path()), Flags, E.path().string());
  }

  AnalysisResult analyze(const std::string &File, bool Summarize,
                         std::shared_ptr<const ProjectIndex> Others) const {
    AnalysisOptions Options;
    Options.MinConfidence = Confidence::Low;
    Options.Summarize = Summarize;
    Options.Others = std::move(Others);
    return analyzeTranslationUnit(Files.at(File)->getASTContext(), Options);
  }
};

std::shared_ptr<ProjectIndex> indexOf(const std::string &Bytes) {
  auto Index = std::make_shared<ProjectIndex>();
  EXPECT_EQ(llvm::cantFail(Index->add(Bytes)), 0u);
  return Index;
}

std::string text(const AnalysisResult &R) {
  std::string Out;
  for (const Finding &F : R.Findings) {
    Out += F.Where.File + ":" + std::to_string(F.Where.Line) + ": " +
           F.Message + " [" + F.Rule + "]\n";
    for (const Note &N : F.Notes)
      Out += "  " + N.Where.File + ":" + std::to_string(N.Where.Line) + ": " +
             N.Text + "\n";
  }
  return Out;
}

TEST(Imports, AreAllThatIsSeen) {
  Project P;
  ASSERT_EQ(P.Files.size(), 30u);
  std::map<std::string, std::string> Summaries, Callees;
  std::map<std::string, unsigned> Numbers;
  std::shared_ptr<ProjectIndex> Whole;
  for (unsigned Round = 0; Round != 3; ++Round) {
    for (const auto &[File, Unit] : P.Files) {
      std::string Told = Round ? Callees[File] : ProjectIndex::nothing();
      std::string New =
          P.analyze(File, /*Summarize=*/true, indexOf(Told)).Summaries;
      // The same each time.
      EXPECT_EQ(New,
                P.analyze(File, /*Summarize=*/true, indexOf(Told)).Summaries);
      Summaries[File] = New;
    }
    Whole = std::make_shared<ProjectIndex>();
    for (const auto &[File, Bytes] : Summaries)
      Numbers[File] = llvm::cantFail(Whole->add(Bytes));
    for (const auto &[File, Number] : Numbers)
      Callees[File] = Whole->answersFor(Number);
  }
  unsigned Findings = 0, Smaller = 0;
  for (const auto &[File, Unit] : P.Files) {
    SCOPED_TRACE(File);
    std::string Imports = Whole->importsOf(Numbers[File]);
    AnalysisResult Part =
        P.analyze(File, /*Summarize=*/false, indexOf(Imports));
    EXPECT_EQ(text(Part), text(P.analyze(File, /*Summarize=*/false, Whole)));
    Findings += Part.Findings.size();
    Smaller += text(Part) !=
               text(P.analyze(File, false, indexOf(ProjectIndex::nothing())));
  }
  EXPECT_EQ(Findings, 9u);
  EXPECT_GT(Smaller, 5u); // the others are of weight
}

/// Others do not make the imports of a file larger.
TEST(Imports, DoNotGrowWithTheProject) {
  Project P;
  auto Summary = [&](const std::string &File) {
    return P.analyze(File, true, indexOf(ProjectIndex::nothing())).Summaries;
  };
  ProjectIndex Few, All;
  const std::string Own = Summary("withdraw.cpp");
  llvm::cantFail(Few.add(Own));
  llvm::cantFail(All.add(Own));
  for (const auto &[File, Unit] : P.Files)
    if (File != "withdraw.cpp") {
      std::string Bytes = Summary(File);
      llvm::cantFail(All.add(Bytes));
      if (llvm::StringRef(Unit->getMainFileName()).contains("/account_") ||
          llvm::StringRef(File).starts_with("withdraw") ||
          File == "transfer.cpp" || File == "pay_fee.cpp")
        llvm::cantFail(Few.add(Bytes));
    }
  EXPECT_EQ(Few.importsOf(0), All.importsOf(0));
  EXPECT_NE(All.importsOf(0), ProjectIndex::nothing());
  llvm::Expected<unsigned> Bad = All.add(Own.substr(1));
  EXPECT_FALSE(bool(Bad));
  llvm::consumeError(Bad.takeError());
}

} // namespace
