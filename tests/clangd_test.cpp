//===- clangd_test.cpp - clangd with the rules linked in ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Editors.h"
#include "LspClient.h"

#include <gtest/gtest.h>

namespace json = llvm::json;
using namespace await_tidy::test;

namespace {

class Clangd : public testing::Test {
protected:
  Clangd() {
    std::string Flags = "-std=c++20";
    for (const std::string &F : sampleFlags())
      Flags += "\n" + F;
    Folder.write("compile_flags.txt", Flags + "\n");
  }

  /// The lines and codes of what await-clangd says of each of \p Texts, which
  /// are one document's, one after the other.
  std::vector<Words> codesOf(const Words &Texts) {
    LspClient Client({AWAIT_CLANGD, "--background-index=false",
                      "--enable-config=false", "--log=error"});
    auto Answer = Client.call(
        "initialize",
        json::Object{
            {"capabilities",
             json::Object{{"textDocument",
                           json::Object{{"publishDiagnostics",
                                         json::Object{{"relatedInformation",
                                                       true}}}}}}}});
    if (!Answer || !Answer->getObject("result")) {
      ADD_FAILURE() << "await-clangd does not start";
      return {};
    }
    Client.notify("initialized", json::Object{});
    const std::string Uri = "file://" + (Folder.path() / "a.cpp").string();
    std::vector<Words> All;
    for (int64_t Version = 1; const std::string &Text : Texts) {
      json::Object Document{{"uri", Uri}, {"version", Version}};
      if (Version == 1) {
        Document["languageId"] = "cpp";
        Document["text"] = Text;
        Client.notify("textDocument/didOpen",
                      json::Object{{"textDocument", std::move(Document)}});
      } else {
        Client.notify("textDocument/didChange",
                      json::Object{{"textDocument", std::move(Document)},
                                   {"contentChanges",
                                    json::Array{json::Object{{"text", Text}}}},
                                   {"wantDiagnostics", true}});
      }
      All.push_back(codesOf(Client, Version++));
    }
    Client.call("shutdown", nullptr);
    Client.notify("exit", nullptr);
    EXPECT_EQ(Client.wait(), 0);
    return All;
  }

  /// Where the steps of the findings are, all in one.
  std::vector<int64_t> Steps;
  Words Pages; ///< that the codes lead to
  TemporaryFolder Folder;

private:
  Words codesOf(LspClient &Client, int64_t Version) {
    for (;;) {
      auto M = Client.next("textDocument/publishDiagnostics");
      const json::Object *P = M ? M->getObject("params") : nullptr;
      if (!P) {
        ADD_FAILURE() << "no diagnostics came";
        return {};
      }
      if (P->getInteger("version") != Version)
        continue;
      Words Codes;
      for (const json::Value &V : *P->getArray("diagnostics")) {
        const json::Object &D = *V.getAsObject();
        Codes.push_back(std::to_string(lineOf(*D.getObject("range"))) + " " +
                        D.getString("code").value_or("").str());
        if (const json::Object *Page = D.getObject("codeDescription"))
          Pages.push_back(Page->getString("href").value_or("").str());
        if (const json::Array *Related = D.getArray("relatedInformation"))
          for (const json::Value &R : *Related)
            Steps.push_back(lineOf(
                *R.getAsObject()->getObject("location")->getObject("range")));
      }
      return Codes;
    }
  }
  static int64_t lineOf(const json::Object &Range) {
    return Range.getObject("start")->getInteger("line").value_or(-1) + 1;
  }
};

const std::string Act = std::to_string(WithdrawAct) + " await-check-then-act";

TEST_F(Clangd, FindingsComeAndGoWithTheText) {
  const std::string Repaired = replaced(
      Withdraw, "    co_await transfer(amount);\n    balance", "    balance");
  // No configuration says that the rules are on.
  EXPECT_EQ(codesOf({Withdraw, Repaired, Withdraw}),
            (std::vector<Words>{{Act}, {}, {Act}}));
  ASSERT_GE(Steps.size(), 2u);
  EXPECT_EQ(Steps[0], WithdrawCheck);
  EXPECT_EQ(Steps[1], WithdrawSuspension);
}

// clangd makes one up for every check of clang-tidy.
TEST_F(Clangd, NoLinkLeadsNowhere) {
  EXPECT_EQ(codesOf({Withdraw}), std::vector<Words>{{Act}});
  EXPECT_EQ(Pages, Words());
  Folder.write(".clang-tidy", "Checks: '-*,bugprone-integer-division'\n");
  EXPECT_EQ(codesOf({"double half(int a) { return a / 2; }\n"}),
            (std::vector<Words>{{"1 bugprone-integer-division"}}));
  EXPECT_EQ(Pages, Words{"https://clang.llvm.org/extra/clang-tidy/checks/"
                         "bugprone/integer-division.html"});
}

TEST_F(Clangd, WhatClangdSaysItStillSays) {
  EXPECT_EQ(codesOf({"int f() { return nobody_declares_this; }\n"}),
            (std::vector<Words>{{"1 undeclared_var_use"}}));
}

TEST_F(Clangd, TheConfigurationOfTheFolderCounts) {
  Folder.write(".clang-tidy", "Checks: '-*,bugprone-*'\n");
  EXPECT_EQ(codesOf({Withdraw}), std::vector<Words>{{}});
  Folder.write(".clang-tidy", "Checks: '-*,await-*'\n");
  EXPECT_EQ(codesOf({Withdraw}), std::vector<Words>{{Act}});
}

TEST_F(Clangd, ASuppressionCounts) {
  EXPECT_EQ(codesOf({replaced(Withdraw, WithdrawLine,
                              "    balance -= amount; // NOLINT(await-*)\n")}),
            std::vector<Words>{{}});
}

TEST_F(Editors, EmacsWithEglot) {
  if (std::string(EMACS).empty())
    GTEST_SKIP() << "Emacs is not installed";
  expectInEglot(AWAIT_CLANGD);
}

} // namespace
