//===- Editors.h - An editor with a race to show ----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_EDITORS_H
#define AWAIT_TIDY_TESTS_EDITORS_H

#include "Samples.h"

#include <gtest/gtest.h>
#include <string>

namespace await_tidy::test {

/// A folder with a racy account.cpp, and its compile database.
class Editors : public testing::Test {
protected:
  Editors() {
    Folder.write("account.cpp", Withdraw);
    std::string Flags;
    for (const std::string &F : sampleFlags())
      Flags += "\"" + F + "\", ";
    Folder.write("compile_commands.json",
                 "[{\"directory\": \"" + Folder.path().string() +
                     "\", \"file\": \"account.cpp\", \"arguments\": "
                     "[\"clang++\", " +
                     Flags + "\"-c\", \"account.cpp\"]}]\n");
  }

  /// In the folder, as somebody who has no configuration.
  ProcessResult runAlone(const Words &Command) const {
    const std::string Home = Folder.path().string();
    ProcessOptions O;
    O.Directory = Folder.path();
    return run(concat({{"env", "AWAIT_TIDY_FILE=account.cpp", "HOME=" + Home,
                        "XDG_CONFIG_HOME=" + Home, "XDG_STATE_HOME=" + Home,
                        "XDG_DATA_HOME=" + Home},
                       Command}),
               O);
  }

  void expectInEglot(const std::string &Server) const {
    // -q and not -Q, which knows nothing of Debian's packages.
    ProcessResult R =
        runAlone({EMACS, "-q", "--batch", "--eval",
                  "(setq await-tidyd \"" + Server + "\")", "-l",
                  (sourceRoot() / "docs/editors/eglot.el").string(), "-l",
                  (sourceRoot() / "tests/editors/eglot.el").string()});
    EXPECT_EQ(R.ExitCode, 0) << R.all();
    EXPECT_TRUE(contains(R.Out, "line " + std::to_string(WithdrawAct) + ": "))
        << R.all();
    EXPECT_TRUE(contains(R.Out, "'balance' is changed here")) << R.all();
    EXPECT_TRUE(contains(R.Out, "repaired\n")) << R.all();
  }

  TemporaryFolder Folder;
};

} // namespace await_tidy::test

#endif
