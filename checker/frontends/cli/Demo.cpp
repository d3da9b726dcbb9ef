//===- Demo.cpp - The race that the tool is about, shown ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/demo/task.h"

// Both are called Account; here they need two names.
namespace racy {
#include "frontends/cli/demo/account.cpp"
}
namespace repaired {
#include "frontends/cli/demo/repaired.cpp"
}

#include "findings/Paths.h"
#include "findings/SourceFiles.h"
#include "findings/Text.h"
#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/ClangFlags.h"
#include "frontends/cli/CompileCommands.h"
#include "frontends/cli/Demo.h"
#include "frontends/cli/Options.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <thread>

using namespace llvm;

namespace await_tidy {
namespace {

constexpr long Amount = 100;

constexpr std::string_view Bold = "\033[1m", Dim = "\033[2m",
                           Red = "\033[1;31m", Green = "\033[1;32m",
                           Plain = "\033[0m";

/// The paper on which it is shown.
class Stage {
public:
  Stage(raw_ostream &OS, bool Color, bool IsSlow)
      : OS(OS), Color(Color), IsSlow(IsSlow) {}

  void say(std::string_view Line, std::string_view Style = {}) {
    OS << (Color ? Style : "") << Line << (Color && !Style.empty() ? Plain : "")
       << '\n';
  }
  void pause(unsigned Milliseconds) {
    if (!IsSlow)
      return;
    OS.flush();
    std::this_thread::sleep_for(std::chrono::milliseconds(Milliseconds));
  }

  raw_ostream &OS;
  const bool Color;

private:
  const bool IsSlow;
};

//===----------------------------------------------------------------------===//
// The code, running
//===----------------------------------------------------------------------===//

/// Two withdrawals of all that there is, in the order in which an event loop
/// runs them: both begin, then both transfers are done. What is printed is what
/// was seen between the steps.
template <class Account> class Play {
public:
  explicit Play(Stage &S) : S(S) {}

  /// The balance in the end.
  long run() {
    S.say(fmt::format("  {:<30}{:<30}{:>8}", "A: withdraw(100)",
                      "B: withdraw(100)", "balance"),
          Bold);
    Call A{0}, B{30};
    begin(A);
    begin(B);
    goOn(A);
    goOn(B);
    A.Running.handle.destroy();
    B.Running.handle.destroy();
    return Shared.balance;
  }

private:
  struct Call {
    unsigned Column;
    ::Task Running = {};
  };

  void row(const Call &C, const std::string &Text) {
    S.say(fmt::format("  {:{}}{:<{}}{:>8}", "", C.Column, Text, 60 - C.Column,
                      Shared.balance),
          Shared.balance < 0 ? Red : std::string_view());
    S.pause(600);
  }

  void begin(Call &C) {
    const long Before = Shared.balance;
    C.Running = Shared.withdraw(Amount);
    const bool Refused = C.Running.handle.done();
    row(C, fmt::format("sees {}: {}", Before,
                       Refused                    ? "not enough, refused"
                       : Shared.balance != Before ? "enough, takes 100"
                                                  : "enough"));
    if (!Refused)
      row(C, "waits for the transfer");
  }

  void goOn(Call &C) {
    if (C.Running.handle.done())
      return;
    const long Before = Shared.balance;
    C.Running.handle.resume();
    row(C,
        Shared.balance != Before ? "goes on, takes 100" : "goes on, is done");
  }

  Stage &S;
  Account Shared;
};

//===----------------------------------------------------------------------===//
// The code, analysed
//===----------------------------------------------------------------------===//

class Demo {
public:
  Demo(const CommandLine &Options, const AnalysisOptions &Analysis,
       StringRef CurrentDirectory, Stage &S, raw_ostream &Err, bool ColorErr)
      : Options(Options), Analysis(Analysis), Directory(CurrentDirectory), S(S),
        Err(Err), ColorErr(ColorErr),
        Files([this](const std::string &Path) { return textOf(Path); }) {}

  bool show() {
    S.say("An account, and a coroutine that takes money from it:\n");
    code("account.cpp");
    S.pause(1600);
    S.say("Two of them at the same time. There is one thread; while one waits, "
          "the\nother one runs:\n");
    long Left = Play<racy::Account>(S).run();
    if (Left >= 0)
      return wrong("two withdrawals did not overdraw the account");
    S.say(fmt::format("\nBoth were allowed to, and the balance is {}.\n", Left),
          Bold);
    S.pause(1200);

    S.say("What await-tidy says of this code:\n");
    std::optional<std::vector<Finding>> Found = analyse("account.cpp");
    if (!Found)
      return false;
    if (Found->empty())
      return wrong("nothing is reported");
    TextOutput Text(S.OS, Files, Directory, S.Color);
    for (const Finding &F : *Found)
      Text.print(F);
    S.pause(1200);

    S.say("\nRepaired: the money is taken before the wait, and given back if "
          "the transfer\nfails:\n");
    code("repaired.cpp");
    Left = Play<repaired::Account>(S).run();
    if (Left < 0)
      return wrong("the repaired account can be overdrawn");
    Found = analyse("repaired.cpp");
    if (!Found)
      return false;
    if (!Found->empty())
      return wrong("the repaired code is reported");
    S.say("\nawait-tidy has nothing to say of it.\n", Green);
    S.say("Your code: await-tidy -p BUILD FILE..., where BUILD has a "
          "compile_commands.json.\nWhat else it can do: await-tidy --help");
    return true;
  }

private:
  std::string pathOf(StringRef Name) const {
    return absolutePath(Name.str(), Directory);
  }

  std::optional<std::string> textOf(const std::string &Path) const {
    for (const auto &[Name, Text] : embeddedDemo())
      if (Path == pathOf(Name))
        return std::string(Text);
    return std::nullopt;
  }

  /// The class of \p Name, with the numbers of its lines.
  void code(StringRef Name) {
    std::string Path = pathOf(Name);
    SmallVector<StringRef, 32> Lines;
    StringRef Text = Files.text(Path).value_or(StringRef());
    Text.split(Lines, '\n');
    bool IsIn = false;
    for (size_t I = 0; I != Lines.size(); ++I) {
      IsIn |= Lines[I].starts_with("struct");
      if (IsIn && I + 1 != Lines.size())
        S.OS << fmt::format("{}{:5} |{} {}\n", S.Color ? Dim : "", I + 1,
                            S.Color ? Plain : "", Lines[I].str());
    }
    S.say("");
  }

  /// Nothing if it cannot be analysed here, which it says.
  std::optional<std::vector<Finding>> analyse(StringRef Name) {
    S.OS.flush();
    std::string Path = pathOf(Name);
    std::vector<std::string> Unknown;
    CompileJob Job{Directory,
                   adaptToClang({"clang++", "-std=c++20", Path}, Path, {},
                                Options, Unknown),
                   ""};
    std::vector<UnsavedFile> Texts;
    for (const auto &[Each, Text] : embeddedDemo())
      Texts.push_back({pathOf(Each), std::string(Text)});
    FileOutcome Outcome =
        analyzeFile(Job, Analysis,
                    {.BacktraceOnCrash = Options.Backtrace, .Unsaved = Texts});
    if (Outcome.IsAnalysed && !Outcome.Errors && !Outcome.Crash)
      return std::move(Outcome.Analysis.Findings);
    TextOutput Messages(Err, Files, Directory, ColorErr);
    for (const ParseMessage &M : Outcome.Messages)
      Messages.message(M.Where, M.Kind, M.Text);
    wrong(Outcome.Crash
              ? *Outcome.Crash
              : "the code of the demo could not be analysed here. It takes the "
                "headers of a C++20 standard library; on Debian: apt-get "
                "install libstdc++-12-dev");
    return std::nullopt;
  }

  bool wrong(const std::string &What) {
    S.OS.flush();
    Err << "await-tidy: error: " << What << '\n';
    return false;
  }

  const CommandLine &Options;
  const AnalysisOptions &Analysis;
  const std::string Directory;
  Stage &S;
  raw_ostream &Err;
  const bool ColorErr;
  SourceFiles Files;
};

} // namespace

bool showDemo(const CommandLine &Options, const AnalysisOptions &Analysis,
              StringRef CurrentDirectory, raw_ostream &Out, bool Color,
              bool IsSlow, raw_ostream &Err, bool ColorErr) {
  Stage S(Out, Color, IsSlow);
  return Demo(Options, Analysis, CurrentDirectory, S, Err, ColorErr).show();
}

} // namespace await_tidy
