//===- odd_sources_test.cpp - Deep, huge and unusual sources --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What nobody writes by hand, but a generator does. The command ends, says what
// it found, and does not fall over; ProcessOptions' timeout stands for a hang.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

using namespace await_tidy::test;

namespace {

template <class F> std::string repeat(int N, F Text) {
  std::string Out;
  for (int I = 0; I < N; ++I)
    Out += Text(std::to_string(I));
  return Out;
}
std::string repeat(int N, const char *Text) {
  return repeat(N, [=](const std::string &) { return std::string(Text); });
}
using S = const std::string &;

/// A race that every function of these sources contains.
const std::string Race = "int b = a; co_await ask(1); a = b;";

class OddSources : public testing::Test {
protected:
  TemporaryFolder Folder;

  /// How many findings the command reports in a source that begins with the
  /// mock's header, `int a` and `ask`.
  size_t findings(const std::string &Source, const Words &Flags = {},
                  bool Complete = false) {
    std::string Text = Complete ? Source
                                : "#include \"coro.h\"\n"
                                  "int a;\nmock::task<int> ask(int);\n" +
                                      Source;
    ProcessOptions O;
    O.Directory = Folder.path();
    Folder.write("a.cpp", Text);
    ProcessResult R =
        run(concat({{commandPath(), "--color=never", "--quiet", "a.cpp", "--"},
                    sampleFlags(),
                    {"-fbracket-depth=5000", "-ftemplate-depth=1000"},
                    Flags}),
            O);
    EXPECT_FALSE(R.TimedOut) << "it hangs";
    EXPECT_EQ(R.Signal, 0) << R.Err.substr(0, 2000);
    EXPECT_TRUE(R.ExitCode == 0 || R.ExitCode == 1) << R.ExitCode << '\n'
                                                    << R.Err.substr(0, 2000);
    size_t Count = 0;
    for (size_t At = 0;
         (At = R.Out.find(" warning: ", At)) != std::string::npos; ++At)
      ++Count;
    return Count;
  }

  static std::string coroutine(const std::string &Body) {
    return "mock::task<> f(int n) {\n" + Body + "\n}\n";
  }
};

TEST_F(OddSources, DeepBranches) {
  EXPECT_EQ(
      findings(coroutine(repeat(1500, "if (a) { co_await ask(1); a = 1;\n") +
                         repeat(1500, "}"))),
      1500u);
}

TEST_F(OddSources, DeepLoops) {
  EXPECT_EQ(
      findings(coroutine(repeat(250, "while (a) { co_await ask(1); --a;\n") +
                         repeat(250, "}"))),
      250u);
}

TEST_F(OddSources, DeepParentheses) {
  EXPECT_EQ(
      findings(coroutine("int b = " + repeat(2000, "(") + "a" +
                         repeat(2000, ")") + "; co_await ask(1); a = b;")),
      1u);
}

TEST_F(OddSources, DeepHandlers) {
  EXPECT_GE(findings(coroutine("int b = a;" + repeat(200, "try {") +
                               "co_await ask(1); a = b;" +
                               repeat(200, "} catch (...) { a = b; }\n"))),
            1u);
}

TEST_F(OddSources, DeepLambdas) {
  EXPECT_EQ(findings("void f() {\n" +
                     repeat(150,
                            [](S) {
                              return "auto l = [&]() -> mock::task<> { " +
                                     Race + "\n";
                            }) +
                     repeat(150, "co_return; };\n") + "}\n"),
            150u);
}

TEST_F(OddSources, LongExpressions) {
  EXPECT_EQ(findings(coroutine("int b = a" + repeat(5000, " + a") +
                               "; co_await ask(1); a = b" +
                               repeat(5000, " + b") + ";")),
            1u);
}

TEST_F(OddSources, LongChainsOfPointers) {
  findings("struct N { N *next; int v; };\n"
           "mock::task<> f(N *n) { int b = n" +
           repeat(1000, "->next") + "->v; co_await ask(1); n" +
           repeat(1000, "->next") + "->v = b; }\n");
}

TEST_F(OddSources, ThousandsOfLambdas) {
  EXPECT_EQ(findings(coroutine(repeat(3000,
                                      [](S I) {
                                        return "auto l" + I +
                                               " = [&]() -> mock::task<> { " +
                                               Race + " }; co_await l" + I +
                                               "();\n";
                                      }))),
            3000u);
}

TEST_F(OddSources, ThousandsOfCases) {
  EXPECT_EQ(findings(coroutine("int b = a; switch (n) {\n" +
                               repeat(3000,
                                      [](S I) {
                                        return "case " + I + ": co_await ask(" +
                                               I + "); a = b + " + I +
                                               "; break;\n";
                                      }) +
                               "}")),
            3000u);
}

TEST_F(OddSources, ThousandsOfFields) {
  EXPECT_EQ(findings("struct T {\n" +
                     repeat(4000, [](S I) { return "int m" + I + ";"; }) +
                     "mock::task<> f() { T c = *this; co_await ask(1); "
                     "*this = c; } };\n"),
            1u);
}

TEST_F(OddSources, Jumps) {
  EXPECT_EQ(findings(coroutine("int b = a;\n" +
                               repeat(600,
                                      [](S I) {
                                        int To = (std::stoi(I) * 37 + 11) % 600;
                                        return "L" + I + ": if (n == " + I +
                                               ") goto L" + std::to_string(To) +
                                               "; co_await ask(" + I +
                                               "); a = b;\n";
                                      }))),
            600u);
}

TEST_F(OddSources, LongChainsOfCalls) {
  EXPECT_EQ(findings("mock::task<> f0() { " + Race + " }\n" +
                     repeat(2000,
                            [](S I) {
                              return "mock::task<> f" +
                                     std::to_string(std::stoi(I) + 1) +
                                     "() { int b = a; co_await f" + I +
                                     "(); a = b; }\n";
                            })),
            2001u);
}

TEST_F(OddSources, EverythingCallsEverything) {
  auto Next = [](S I, int By, int And) {
    return std::to_string((std::stoi(I) * By + And) % 700);
  };
  EXPECT_EQ(
      findings(
          repeat(700, [](S I) { return "mock::task<> f" + I + "(int);\n"; }) +
          repeat(700,
                 [&](S I) {
                   return "mock::task<> f" + I +
                          "(int n) { int b = a; if (n) co_await f" +
                          Next(I, 1, 1) + "(n - 1); else co_await f" +
                          Next(I, 7, 0) + "(n); a = b; }\n";
                 })),
      700u);
}

TEST_F(OddSources, RecursiveTemplates) {
  EXPECT_GE(findings("template <int N> struct R {\n"
                     "  static inline int s;\n"
                     "  static mock::task<> f() {\n"
                     "    int b = s; co_await ask(N); s = b;\n"
                     "    co_await R<N - 1>::f();\n  }\n};\n"
                     "template <> struct R<0> {\n"
                     "  static mock::task<> f() { co_return; }\n};\n"
                     "mock::task<> g() { co_await R<800>::f(); }\n"),
            1u);
}

TEST_F(OddSources, Macros) {
  EXPECT_GE(findings("#define X { " + Race + " }\n" +
                     "#define Y X X X X X X X X X X\n"
                     "#define Z Y Y Y Y Y Y Y Y Y Y\n" +
                     coroutine("Z\nZ\nZ\n")),
            3u);
}

TEST_F(OddSources, Modules) {
  EXPECT_EQ(findings("module;\n#include \"coro.h\"\nexport module m;\n"
                     "export int a;\nmock::task<int> ask(int);\n"
                     "export mock::task<> f() { " +
                         Race + " }\n",
                     {}, /*Complete=*/true),
            1u);
}

TEST_F(OddSources, Dialects) {
  for (const Words &Flags :
       {Words{"-std=c++20"}, Words{"-std=gnu++20"}, Words{"-std=c++23"},
        Words{"-std=c++26"}, Words{"-std=c++20", "-fms-extensions"},
        Words{"-std=c++20", "-fno-exceptions"},
        Words{"-std=c++20", "-fno-rtti"},
        Words{"-std=c++20", "-fdelayed-template-parsing"}})
    EXPECT_EQ(findings(Withdraw, Flags, /*Complete=*/true), 1u) << Flags.back();
}

TEST_F(OddSources, NewerLanguage) {
  EXPECT_EQ(findings("struct T {\n"
                     "  int s = 0;\n"
                     "  mock::task<> f(this T &self) {\n"
                     "    int b = self.s; co_await ask(1); self.s = b;\n  }\n"
                     "  mock::task<> g() {\n"
                     "    if consteval {} else { int b = s; co_await ask(1);\n"
                     "      s = b; }\n  }\n};\n"
                     "mock::task<> h(T &t) {\n"
                     "  auto l = [&](this auto &&me) -> mock::task<> {\n"
                     "    int b = t.s; co_await ask(1); t.s = b; };\n"
                     "  co_await l();\n}\n",
                     {"-std=c++23"}),
            3u);
}

TEST_F(OddSources, TheSameBytesEachTime) {
  std::string Source = Withdraw + Rollback.substr(Rollback.find("class"));
  for (size_t At;
       (At = Source.find("class Account", 200)) != std::string::npos;)
    Source.replace(At, 13, "class Ledger");
  Folder.write("a.cpp", Source);
  Folder.write("b.cpp", Withdraw);
  ProcessOptions O;
  O.Directory = Folder.path();
  auto Print = [&](const Words &More) {
    ProcessResult R =
        run(concat({{commandPath(), "--color=never", "--min-confidence=low"},
                    More,
                    {"--"},
                    sampleFlags()}),
            O);
    return R.Out;
  };
  std::string Once = Print({"a.cpp", "b.cpp"});
  EXPECT_TRUE(contains(Once, "await-check-then-act"));
  EXPECT_EQ(Once, Print({"a.cpp", "b.cpp"}));
  EXPECT_EQ(Print({"a.cpp"}) + Print({"b.cpp"}), Once);
  EXPECT_EQ(Print({"b.cpp"}) + Print({"a.cpp"}), Print({"b.cpp", "a.cpp"}));
  EXPECT_EQ(Print({"--dump-events", "a.cpp"}),
            Print({"--dump-events", "a.cpp"}));
}

} // namespace
