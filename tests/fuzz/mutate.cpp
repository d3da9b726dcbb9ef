//===- mutate.cpp - Broken C++ through the whole analyzer -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Usage: await-tidy-mutate TOOL CLANG MOCK_FOLDER KEEP_FOLDER SEED COUNT
// FILE...
//
// Takes the files apart into tokens and statements, deletes, doubles, swaps and
// exchanges some of them, and has the tool analyse what comes out. The tool has
// to end by itself, with an exit code of its own, within a minute and 4 GB, and
// must not speak of an internal error. What it does not survive is written to
// KEEP_FOLDER and named; where the compiler alone does not survive it either,
// it is counted as the compiler's. Fails if anything of the tool's own is left.
//
// The same seed makes the same files.
//
//===----------------------------------------------------------------------===//
#include "Process.h"
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace await_tidy::test;

namespace {
/// One token with the white space and comments before it.
struct Token {
  std::string Before, Text;
};
using Tokens = std::vector<Token>;

/// A rough lexer: all it has to know is where a token ends. Lines of the
/// preprocessor are one token each.
Tokens lex(std::string_view S) {
  Tokens Out;
  Token T;
  size_t I = 0;
  auto Take = [&](size_t N) {
    std::string Text(S.substr(I, N));
    I = std::min(S.size(), I + N);
    return Text;
  };
  auto IsName = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_';
  };
  bool LineStart = true;
  while (I < S.size()) {
    char C = S[I];
    if (std::isspace(static_cast<unsigned char>(C))) {
      LineStart |= C == '\n';
      T.Before += Take(1);
      continue;
    }
    if (S.substr(I, 2) == "//") {
      T.Before += Take(std::min(S.find('\n', I), S.size()) - I);
      continue;
    }
    if (S.substr(I, 2) == "/*") {
      size_t End = S.find("*/", I + 2);
      T.Before += Take((End == S.npos ? S.size() : End + 2) - I);
      continue;
    }
    if (C == '#' && LineStart)
      T.Text = Take(std::min(S.find('\n', I), S.size()) - I);
    else if (C == '"' || C == '\'') {
      size_t E = I + 1;
      while (E < S.size() && S[E] != C && S[E] != '\n')
        E += S[E] == '\\' ? 2 : 1;
      T.Text = Take(E + 1 - I);
    } else if (IsName(C)) {
      size_t E = I;
      while (E < S.size() && IsName(S[E]))
        ++E;
      T.Text = Take(E - I);
    } else {
      size_t N = 1;
      for (std::string_view P :
           {"<=>", "...", "->*", "<<=", ">>=", "::", "->", "++", "--",
            "+=", "-=", "*=", "/=", "==", "!=", "<=", ">=", "&&", "||"})
        if (S.substr(I, P.size()) == P) {
          N = P.size();
          break;
        }
      T.Text = Take(N);
    }
    LineStart = false;
    Out.push_back(std::move(T));
    T = {};
  }
  return Out;
}

/// The tokens from \p First up to, not including, \p Last.
struct Range {
  size_t First = 0, Last = 0;
};

/// What looks like a statement: from behind a `;`, `{` or `}` to the `;` or the
/// block that ends it.
std::vector<Range> statements(const Tokens &T) {
  std::vector<Range> Out;
  for (size_t I = 0; I < T.size(); ++I) {
    if (I && T[I - 1].Text != ";" && T[I - 1].Text != "{" &&
        T[I - 1].Text != "}" && T[I - 1].Text.front() != '#')
      continue;
    int Depth = 0;
    for (size_t E = I; E < T.size() && E < I + 400; ++E) {
      const std::string &X = T[E].Text;
      if (X == "(" || X == "{" || X == "[")
        ++Depth;
      if (X == ")" || X == "}" || X == "]")
        --Depth;
      if (Depth < 0)
        break;
      if (Depth == 0 && (X == ";" || X == "}")) {
        Out.push_back({I, E + 1});
        break;
      }
    }
  }
  return Out;
}

class Mutator {
public:
  Mutator(uint64_t Seed, const std::vector<Tokens> &Files)
      : Random(Seed), Files(Files) {}

  std::string make() {
    Tokens T = Files[below(Files.size())];
    // Half of the files keep to what is likely to parse.
    bool Gentle = below(2);
    for (size_t N = 1 + below(Gentle ? 3 : 5); N > 0 && T.size() > 8; --N)
      step(T, Gentle);
    std::string Out;
    for (const Token &X : T)
      Out += X.Before + X.Text;
    return Out + "\n";
  }

private:
  /// Its own, because the distributions of the standard library differ.
  size_t below(size_t N) { return N ? Random() % N : 0; }

  void insert(Tokens &T, size_t At, Tokens What) {
    T.insert(T.begin() + At, What.begin(), What.end());
  }
  static Tokens copy(const Tokens &T, Range R) {
    return {T.begin() + R.First, T.begin() + R.Last};
  }

  /// Statements that nothing else needs: calls and assignments.
  static std::vector<Range> plain(const Tokens &T) {
    std::vector<Range> Out;
    for (const Range &R : statements(T)) {
      bool Acts = T[R.Last - 1].Text == ";" && R.Last > R.First + 2 &&
                  T[R.First + 1].Text.find_first_of(".(=-+[<") == 0;
      Acts |= T[R.First].Text == "co_await" || T[R.First].Text == "if" ||
              T[R.First].Text == "for" || T[R.First].Text == "co_return";
      if (Acts)
        Out.push_back(R);
    }
    return Out;
  }

  void step(Tokens &T, bool Gentle) {
    std::vector<Range> S = Gentle ? plain(T) : statements(T);
    size_t At = below(T.size());
    Range A = S.empty() ? Range{} : S[below(S.size())];
    // What changes statements often still parses, so it comes more often.
    static const size_t Harmless[] = {6, 7, 8, 9, 12, 14, 15};
    if (Gentle && S.empty())
      return;
    switch (Gentle ? Harmless[below(std::size(Harmless))]
                   : below(S.empty() ? 6 : 16)) {
    case 0:
      T.erase(T.begin() + At);
      break;
    case 1:
      insert(T, At, {T[At]});
      break;
    case 2:
      std::swap(T[At], T[(At + 1) % T.size()]);
      break;
    case 3:
      T[At].Text = T[below(T.size())].Text;
      break;
    case 4: { // a token of another file
      const Tokens &O = Files[below(Files.size())];
      T[At].Text = O[below(O.size())].Text;
      break;
    }
    case 5: {
      static const char *const Words[] = {
          "co_await", "co_return", "co_yield",  "this", "auto",    "&",  "*",
          "&&",       "return",    "[&]",       "[=]",  "static",  "{",  "}",
          "(",        ")",         "constexpr", "goto", "mutable", "->", "..."};
      insert(T, At, {{" ", Words[below(std::size(Words))]}});
      break;
    }
    case 6:
    case 7:
      T.erase(T.begin() + A.First, T.begin() + A.Last);
      break;
    case 8:
      insert(T, A.First, copy(T, A));
      break;
    case 9:
    case 10: { // to another place
      Tokens Moved = copy(T, A);
      T.erase(T.begin() + A.First, T.begin() + A.Last);
      S = Gentle ? plain(T) : statements(T);
      insert(T, S.empty() ? 0 : S[below(S.size())].First, Moved);
      break;
    }
    case 11: { // a statement of another file
      const Tokens &O = Files[below(Files.size())];
      std::vector<Range> Theirs = statements(O);
      if (!Theirs.empty())
        insert(T, A.First, copy(O, Theirs[below(Theirs.size())]));
      break;
    }
    case 12: { // under a statement of control
      static const char *const Heads[] = {"if (1) {",
                                          "while (1) {",
                                          "for (;;) {",
                                          "do {",
                                          "try {",
                                          "switch (1) { case 1:",
                                          "[&] { ",
                                          "{ struct Local { int f() {",
                                          "for (auto &x : y) {",
                                          "if constexpr (true) {"};
      static const char *const Tails[] = {
          "}",      "}", "}", "} while (0);", "} catch (...) {}", "}", "}();",
          "} }; }", "}", "}"};
      size_t K = below(Gentle ? 5 : std::size(Heads));
      insert(T, A.Last, {{" ", Tails[K]}});
      insert(T, A.First, {{" ", Heads[K]}});
      break;
    }
    case 13: // await it
      insert(T, A.First, {{" ", "co_await"}});
      break;
    case 14: // many times
      for (size_t N = 1 + below(30); N > 0; --N)
        insert(T, A.First, copy(T, A));
      break;
    case 15: { // exchange two
      Range B = S[below(S.size())];
      if (B.First < A.First)
        std::swap(A, B);
      if (A.Last > B.First)
        break;
      Tokens X = copy(T, A), Y = copy(T, B);
      T.erase(T.begin() + B.First, T.begin() + B.Last);
      insert(T, B.First, X);
      T.erase(T.begin() + A.First, T.begin() + A.Last);
      insert(T, A.First, Y);
      break;
    }
    }
  }

  std::mt19937_64 Random;
  const std::vector<Tokens> &Files;
};

/// Why the run is not acceptable; empty if it is.
std::string problem(const ProcessResult &R) {
  if (R.TimedOut)
    return "did not end in time";
  if (R.Signal)
    return fmt::format("was ended by signal {}", R.Signal);
  for (std::string_view Word :
       {"ERROR: AddressSanitizer", "runtime error:", "internal error",
        "LeakSanitizer", "PLEASE submit a bug report"})
    if (R.all().find(Word) != std::string::npos)
      return fmt::format("said '{}'", Word);
  if (R.ExitCode < 0 || R.ExitCode > 2)
    return fmt::format("ended with exit code {}", R.ExitCode);
  return {};
}
} // namespace

int main(int Argc, char **Argv) {
  if (Argc < 8) {
    fmt::print(stderr,
               "usage: {} TOOL CLANG MOCK_FOLDER KEEP_FOLDER SEED COUNT "
               "FILE...\n",
               Argv[0]);
    return 2;
  }
  const std::string Tool = Argv[1], Clang = Argv[2], Mock = Argv[3],
                    Keep = Argv[4];
  const uint64_t Seed = std::strtoull(Argv[5], nullptr, 10);
  const size_t Count = std::strtoull(Argv[6], nullptr, 10);
  std::vector<Tokens> Files;
  for (int I = 7; I < Argc; ++I)
    if (std::string Text = readFile(Argv[I]); !Text.empty())
      Files.push_back(lex(Text));
  if (Files.empty()) {
    fmt::print(stderr, "error: none of the files can be read\n");
    return 2;
  }
  // LLVM's libraries are not built with AddressSanitizer: their containers look
  // overfull, what Clang leaves to the system is no leak of ours, and the
  // signal stack is theirs.
  setenv("ASAN_OPTIONS",
         "detect_container_overflow=0:detect_leaks=0:use_sigaltstack=0:"
         "hard_rss_limit_mb=4096",
         /*overwrite=*/0);
  static const char *const Standards[] = {"-std=c++20", "-std=c++23",
                                          "-std=c++26"};
  Mutator M(Seed, Files);
  TemporaryFolder Folder;
  ProcessOptions Options;
  Options.Timeout = std::chrono::seconds(60);
  size_t Bad = 0, Compiler = 0, Parsed = 0;
  constexpr size_t Batch = 16;
  auto Command = [&](std::vector<std::string> Names, size_t Group) {
    std::vector<std::string> C{Tool, "--quiet", "--color=never",
                               "--min-confidence=low",
                               "--checks=await-*,await-unguarded-debit,"
                               "await-stale-decision"};
    C.insert(C.end(), Names.begin(), Names.end());
    for (const std::string &Flag :
         {std::string("--"), std::string(Standards[Group % 3]), "-I" + Mock,
          std::string("-ferror-limit=0"), std::string("-w")})
      C.push_back(Flag);
    if (Group % 5 == 4)
      C.push_back("-fms-extensions");
    return C;
  };
  for (size_t Made = 0, Group = 0; Made < Count; ++Group) {
    std::vector<std::string> Names, Texts;
    for (size_t I = 0; I < Batch && Made < Count; ++I, ++Made) {
      Texts.push_back(M.make());
      Names.push_back(
          Folder.write(fmt::format("mutant_{}.cpp", Made), Texts.back()));
    }
    Options.Timeout = std::chrono::seconds(60 * Batch);
    ProcessResult All = run(Command(Names, Group), Options);
    if (problem(All).empty()) {
      for (const std::string &N : Names)
        Parsed += All.all().find(N + "' does not parse") == std::string::npos;
    } else {
      Options.Timeout = std::chrono::seconds(60);
      for (size_t I = 0; I < Names.size(); ++I) {
        ProcessResult One = run(Command({Names[I]}, Group), Options);
        std::string Why = problem(One);
        if (Why.empty()) {
          Parsed += One.ExitCode < 2;
          continue;
        }
        ProcessResult Alone =
            run({Clang, Standards[Group % 3], "-I" + Mock, "-fsyntax-only",
                 "-ferror-limit=0", "-w", Names[I]},
                Options);
        if (Alone.Signal || Alone.TimedOut || Alone.ExitCode > 1) {
          ++Compiler;
          continue;
        }
        ++Bad;
        std::filesystem::create_directories(Keep);
        std::string Name = fmt::format(
            "{}/mutant_{}_{}.cpp", Keep, Seed,
            std::filesystem::path(Names[I]).stem().string().substr(7));
        std::ofstream(Name) << Texts[I];
        fmt::print("{}: the tool {}\n  {}\n", Name, Why, One.commandLine());
      }
    }
    for (const std::string &N : Names)
      std::filesystem::remove(N);
  }
  fmt::print("{} files made with seed {}, {} of them parse; {} end the "
             "compiler itself, {} the tool\n",
             Count, Seed, Parsed, Compiler, Bad);
  return Bad ? 1 : 0;
}
