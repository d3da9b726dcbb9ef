//===- editors_test.cpp - The language server in real editors -------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The configurations of docs/editors/ in the editors themselves.
//
//===----------------------------------------------------------------------===//
#include "Editors.h"

using namespace await_tidy::test;

namespace {

TEST_F(Editors, Neovim) {
  if (std::string(NEOVIM).empty())
    GTEST_SKIP() << "Neovim is not installed";
  ProcessResult R = runAlone(
      {NEOVIM, "--headless", "--clean", "-n", "--cmd",
       std::string("let g:await_tidyd = '") + AWAIT_TIDY_SERVER + "'", "-c",
       "luafile " + (sourceRoot() / "docs/editors/neovim.lua").string(), "-c",
       "luafile " + (sourceRoot() / "tests/editors/neovim.lua").string()});
  EXPECT_EQ(R.ExitCode, 0) << R.all();
  EXPECT_TRUE(contains(R.all(), "finding " + std::to_string(WithdrawAct) +
                                    " await-check-then-act await-tidy\n"))
      << R.all();
  EXPECT_TRUE(contains(R.all(), "repaired\n")) << R.all();
}

TEST_F(Editors, EmacsWithEglot) {
  if (std::string(EMACS).empty())
    GTEST_SKIP() << "Emacs is not installed";
  expectInEglot(AWAIT_TIDY_SERVER);
}

TEST_F(Editors, EmacsWithLspMode) {
  if (std::string(EMACS).empty())
    GTEST_SKIP() << "Emacs is not installed";
  ProcessResult R =
      runAlone({EMACS, "-q", "--batch", "--eval",
                std::string("(setq await-tidyd \"") + AWAIT_TIDY_SERVER + "\")",
                "-l", (sourceRoot() / "docs/editors/lsp-mode.el").string(),
                "-l", (sourceRoot() / "tests/editors/lsp-mode.el").string()});
  if (R.Out == "absent\n")
    GTEST_SKIP() << "lsp-mode is not installed";
  EXPECT_EQ(R.ExitCode, 0) << R.all();
  EXPECT_TRUE(contains(R.Out, "line " + std::to_string(WithdrawAct) +
                                  ": 'balance' is changed here"))
      << R.all();
  EXPECT_TRUE(contains(R.Out, "repaired\n")) << R.all();
}

TEST_F(Editors, VimWithAle) {
  if (std::string(VIM).empty())
    GTEST_SKIP() << "Vim is not installed";
  Folder.write(".vim/ale_linters/cpp/await_tidy.vim",
               readFile(sourceRoot() / "docs/editors/ale.vim"));
  ProcessResult R =
      runAlone({VIM, "-Nu", "NONE", "-i", "NONE", "-n", "-es", "--cmd",
                "filetype plugin on", "--cmd",
                std::string("let g:await_tidyd = '") + AWAIT_TIDY_SERVER + "'",
                "-S", (sourceRoot() / "tests/editors/ale.vim").string()});
  if (R.Out == "absent\n")
    GTEST_SKIP() << "ALE is not installed";
  EXPECT_EQ(R.ExitCode, 0) << R.all();
  EXPECT_TRUE(contains(R.Out, "finding " + std::to_string(WithdrawAct) +
                                  " await-check-then-act: 'balance' is "
                                  "changed here"))
      << R.all();
  EXPECT_TRUE(contains(R.Out, "repaired\n")) << R.all();
}

} // namespace
