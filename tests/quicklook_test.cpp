//===- quicklook_test.cpp - What is decided without a parse ---------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file without a word of coroutines is decided without a parse, and no trick
// with macros makes the verdict another one than that of --no-shortcut.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

class QuickLookTest : public testing::Test {
protected:
  TemporaryFolder Folder;
  Words Flags = sampleFlags();

  ProcessResult tidy(const Words &Arguments) const {
    ProcessOptions O;
    O.Directory = Folder.path();
    return run(
        concat({{commandPath(), "--statistics"}, Arguments, {"--"}, Flags}), O);
  }

  static bool isDecided(const ProcessResult &R) {
    return contains(R.Err, "decided without a parse: 1 file\n");
  }

  void expectDecided(const std::string &Text, const std::string &What = "") {
    Folder.write("a.cpp", Text);
    ProcessResult R = tidy({"a.cpp"}), Full = tidy({"--no-shortcut", "a.cpp"});
    EXPECT_TRUE(isDecided(R)) << What << R;
    EXPECT_EQ(R.ExitCode, 0) << What << R;
    EXPECT_FALSE(isDecided(Full)) << Full;
    EXPECT_EQ(Full.ExitCode, 0) << What << Full;
    EXPECT_EQ(R.Out, Full.Out) << What;
  }

  /// \p Text has a finding, and it is found.
  void expectFound(const std::string &Text, const std::string &What = "") {
    Folder.write("a.cpp", Text);
    ProcessResult R = tidy({"--min-confidence=low", "a.cpp"});
    ProcessResult Full =
        tidy({"--no-shortcut", "--min-confidence=low", "a.cpp"});
    EXPECT_EQ(Full.ExitCode, 1) << "the case is none: " << What << Full;
    EXPECT_EQ(R.Out, Full.Out) << What << R;
    EXPECT_EQ(R.ExitCode, Full.ExitCode) << What << R;
    EXPECT_FALSE(isDecided(R)) << What << R;
  }

  void expectParsed(const std::string &Text, const std::string &What = "") {
    Folder.write("a.cpp", Text);
    ProcessResult R = tidy({"a.cpp"});
    EXPECT_FALSE(isDecided(R)) << What << R;
  }
};

TEST_F(QuickLookTest, OrdinaryFiles) {
  expectDecided("int f(int x) { return x + 1; }\n");
  expectDecided(R"(#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>
struct Cell {
  [[nodiscard]] int of(int I) const { return Values[I]; }
  int &operator[](int I) { return Values[I]; }
  int Values[3] = {1, 2, 3};
  std::unique_ptr<int[]> More{new int[7]};
};
int f(std::vector<int> &V, std::map<std::string, int> &M) {
  std::sort(V.begin(), V.end(), [](int A, int B) { return A > B; });
  auto I = std::ranges::find_if(V, [&](int A) { return A == V[0]; });
  for (auto &[Name, Number] : M)
    Number += V[1] + Cell()[2] + "abc"[1];
  std::printf("%d\n", *I);
  return M["a"];
}
)");
}

TEST_F(QuickLookTest, ItsHeaders) {
  Folder.write("own.h",
               "#pragma once\n#include <string>\nstd::string name();\n");
  Folder.write("sub/deep.h", "#include \"../own.h\"\n");
  expectDecided(
      "#include \"sub/deep.h\"\nint size() { return name().size(); }\n");
  // In a branch that is not compiled, too: which one is, is not asked.
  Folder.write("own.h", "#if 0\nvoid f() { co_await x; }\n#endif\n");
  expectParsed("#include \"sub/deep.h\"\n");
  Folder.write("own.h", Withdraw);
  expectFound("#include \"sub/deep.h\"\n");
  expectFound("#define WHERE \"sub/deep.h\"\n#include WHERE\n");
  Flags.push_back("-include");
  Flags.push_back("own.h");
  expectFound("int x;\n", "-include");
}

TEST_F(QuickLookTest, WhatCannotBeFoundIsSaid) {
  expectParsed("#include \"missing.h\"\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 2);
  Flags.push_back("-includemissing.h");
  expectParsed("int x;\n");
  EXPECT_EQ(tidy({"a.cpp"}).ExitCode, 2);
}

/// A race with something else for `co_await`, and no other word of coroutines.
std::string with(const std::string &Await, const std::string &Before = "") {
  return "#include <task.h>\n" + Before +
         replaced(R"(task transfer(int amount);

class Account {
public:
  task withdraw(int amount) {
    if (balance >= amount) {
      AWAIT transfer(amount);
      balance -= amount;
    }
  }

private:
  int balance = 0;
};
)",
                  "AWAIT", Await);
}

/// With a library of the system's, where what makes a task one is hidden as
/// well: else that would be noticed first.
class HiddenTest : public QuickLookTest {
protected:
  void SetUp() override {
    Folder.write("system/hide.h", "#pragma once\n"
                                  "#define WAIT co_await\n"
                                  "#define INNER WAIT\n"
                                  "#define wait\u00e9 co_await\n"
                                  "#define OUTER() INNER\n"
                                  "#define PASTE_(a, b) a##b\n"
                                  "#define PASTE(a, b) PASTE_(a, b)\n"
                                  "#define LAMBDA(x) [x]() mutable\n"
                                  "#define LONG \\\n  co_await\n");
    Folder.write("system/task.h", R"(#pragma once
#include <coroutine>
#define TASK_JOIN(a, b) a##b
struct task {
  struct TASK_JOIN(promise, _type) {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const;
  void await_resume() const;
};
)");
    Flags = {"-std=c++20", "-isystem", "system", "-isystem",
             (sourceRoot() / "test-inputs/mock").string()};
  }
};

TEST_F(HiddenTest, InMacros) {
  const std::string Hide = "#include <hide.h>\n";
  expectFound(with("WAIT", Hide), "of a system header");
  expectFound(with("OUTER()", Hide), "nested");
  expectFound(with("LONG", Hide), "of two lines");
  expectFound(with("PASTE(co_, await)", Hide), "pasted");
  expectFound(with("PASTE(c, PASTE(o_, await))", Hide), "pasted twice");
  expectFound(with("PASTE(WA, IT)", Hide), "a pasted name of a macro");
  expectFound(with("PASTE(IN, NER)", Hide), "... that uses another one");
  expectFound(with("OWN", Hide + "#define OWN PASTE(co_aw, ait)\n"), "own");
  expectFound(with("GLUE(co_, await)", Hide + "#define GLUE(a, b) a##b\n"),
              "own paste");
  expectFound(with("GLUE(co_, await)", Hide + "%:define GLUE(a, b) a%:%:b\n"),
              "digraphs");
  expectFound(with("co_aw\\\nait", Hide), "two lines");
  expectFound(with("co_aw\\  \nait", Hide), "two lines and blanks");
  expectFound(with("wait\\u00e9", Hide), "a UCN");
  expectFound(with("wait\u00e9", Hide), "a letter that is not ASCII");
  expectFound(with("AWAIT", Hide + "#define AWAIT /* */ co_await\n"),
              "own macro");
  Flags.push_back("-DFLAG=co_await");
  Flags.push_back("-DSTEM=co_");
  expectFound(with("FLAG", Hide), "of a flag");
  expectFound(with("PASTE(STEM, await)", Hide), "pasted from a flag");
}

/// A lexer that believes in these would not see what comes after them.
TEST_F(HiddenTest, BehindWhatLooksLikeText) {
  const std::string Hide = "#include <hide.h>\n";
  for (const char *Before :
       {"#if 0\n'\n#endif\n", "auto x = R\"x(\n\"/*)x\";\n",
        "const char *y = \"/*\";\n", "int one = 1'000; // /*\n", "// \\\n /*\n",
        "char q = '\"';\n"})
    expectFound(with("WAIT", Hide + Before), Before);
}

TEST_F(HiddenTest, TasksThatAreDropped) {
  Folder.write("tasks.h", "#pragma once\n#include \"coro.h\"\n"
                          "mock::task<> start();\n");
  expectFound("#include \"tasks.h\"\nvoid f() { start(); }\n");
  Folder.write("system/lib.h", "#pragma once\n#include <coro.h>\n"
                               "namespace lib { mock::task<> start(); }\n");
  expectFound("#include <lib.h>\nvoid f() { lib::start(); }\n");
}

/// Callables that somebody keeps.
TEST_F(HiddenTest, Continuations) {
  const std::string Later = R"(#include <hide.h>
#include <functional>
void keep(std::function<void()> What);
struct Account {
  int balance = 0;
  void take(int amount) {
    if (balance < amount)
      return;
    keep(LAMBDA { balance -= amount; });
  }
};
)";
  auto Of = [&](const std::string &Lambda) {
    return replaced(Later, "LAMBDA", Lambda);
  };
  expectFound(Of("[this, amount]"), "a lambda");
  expectFound(Of("<:this, amount:>"), "digraphs");
  expectFound(replaced(Later, "LAMBDA {", "LAMBDA(=) {"), "of a system header");
  expectFound(replaced(Of("OWN(=)"), "#include <functional>",
                       "#include <functional>\n#define OWN(x) [x]()"),
              "of a macro");
  expectFound(replaced(Of("OPEN =]"), "#include <functional>",
                       "#include <functional>\n#define OPEN ["),
              "a bracket of a macro");
  expectFound(Of("PASTE(<,:)=]"), "a pasted bracket");
  // Its own idea of what std::sort is.
  std::string Own = replaced(Of("[this, amount]"), "keep([", "std::sort([");
  Own = replaced(Own, "struct Account",
                 "namespace std {\n"
                 "inline function<void()> last;\n"
                 "inline void sort(function<void()> what) {\n"
                 "  last = std::move(what);\n"
                 "}\n"
                 "}\n"
                 "struct Account");
  expectFound(Own, "an algorithm of its own");
}

TEST_F(QuickLookTest, WhatIsSaidOfRules) {
  expectParsed("int f() { return 1; } // NOLINT(await-stale-write)\n");
  EXPECT_TRUE(contains(tidy({"a.cpp"}).Err, "await-unused-suppression"));
  expectParsed("// NOLINTBEGIN(await-*)\nint f() { return 1; }\n");
  expectDecided("int f() { return 1; } // NOLINT(bugprone-x)\n");
  expectDecided("int f() { return 1; } // NOLINT\n");
  Folder.write("await_tidy/annotations.h",
               "#define AWAIT_TIDY_MAY_SUSPEND "
               "__attribute__((annotate(\"await_tidy::may_suspend\")))\n");
  Flags.push_back("-I.");
  expectFound(R"(#include <await_tidy/annotations.h>
AWAIT_TIDY_MAY_SUSPEND void process_events();
struct Account {
  void take(int amount) {
    if (balance < amount)
      return;
    process_events();
    balance -= amount;
  }
  int balance = 0;
};
)",
              "an annotation");
}

TEST_F(QuickLookTest, OddCommands) {
  const std::string Text = "int f() { return 1; }\n";
  expectDecided(Text);
  for (const Words &More :
       {Words{"-x", "c"}, Words{"-std=c++14"}, Words{"-x", "objective-c++"},
        Words{"--no-such-flag=1", "-x", "c"},
        Words{"-Xclang", "-ivfsoverlay", "-Xclang", "none.yaml"}}) {
    Words Before = Flags;
    Flags = concat({Flags, More});
    expectParsed(Text, More.back());
    Flags = Before;
  }
}

TEST_F(QuickLookTest, StagedTextsCount) {
  ProcessOptions O;
  O.Directory = Folder.path();
  Folder.write("state.h", Withdraw);
  Folder.write("a.cpp", "#include \"state.h\"\n");
  for (const Words &C : {Words{"git", "init", "-q"}, Words{"git", "add", "-A"}})
    ASSERT_EQ(run(C, O).ExitCode, 0);
  Folder.write("state.h", "int x;\n");
  EXPECT_TRUE(isDecided(tidy({"a.cpp"})));
  ProcessResult R = tidy({"--staged", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_FALSE(isDecided(R)) << R;
}

/// A header that was looked at counts for a baseline.
TEST_F(QuickLookTest, Baselines) {
  Folder.write("state.h", Withdraw);
  Folder.write("a.cpp", "#include \"state.h\"\n");
  ASSERT_EQ(tidy({"--write-baseline=known", "a.cpp"}).ExitCode, 0);
  Folder.write("state.h", "inline int f() { return 1; }\n");
  ProcessResult R = tidy({"--baseline=known", "a.cpp"});
  EXPECT_TRUE(isDecided(R)) << R;
  EXPECT_TRUE(contains(R.Err, "1 of the baseline no longer found")) << R;
}

} // namespace
