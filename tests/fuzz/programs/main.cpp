//===- main.cpp - Generated programs: explorer against analyzer -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Usage: await-tidy-programs [OPTION...] SEED COUNT
//
//   --keep FOLDER     writes each disagreement there, made smaller
//   --print           only prints the programs
//   --floor R P       fails if recall or precision is below R or P
//
// Makes COUNT classes with each seed's own choices (Generate.h), a hundred to a
// file. Each file is compiled and run under the explorer, which says of every
// class whether some schedule of two calls ends as no serial execution does,
// and is analysed by the tool. A class counts as reported if one of the rules
// about shared state has a finding in it at the default confidence.
//
//===----------------------------------------------------------------------===//
#include "Generate.h"
#include "Process.h"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <thread>

using namespace await_tidy::test;

namespace {
constexpr unsigned PerFile = 100;

struct Verdict {
  std::string Truth; ///< "racy", "safe", "unknown"; empty: does not compile
  std::string Shown; ///< by which instances
  std::vector<std::string> Findings;
  bool Discipline = false; ///< await-unheld-lock is among them
  bool Bypassed = false;   ///< a note says who goes past a lock or version
};

/// Not those about something else than a race: a lost task, and a change that a
/// failure leaves behind in serial executions as well.
bool counts(const std::string &Rule) {
  return Rule != "await-unawaited-task" && Rule != "await-missing-compensation";
}

class Bench {
public:
  Bench() {
    // Who loses its return statement while it is made smaller means nothing.
    Flags = {"-std=c++20", "-I" + std::string(EXPLORER_INCLUDE),
             "-I" + std::string(PROGRAMS_FOLDER), "-Wno-everything",
             "-Werror=return-type"};
    std::vector<std::string> C = {CLANGXX, "-O0", "-fno-access-control", "-x",
                                  "c++-header"};
    C.insert(C.end(), Flags.begin(), Flags.end());
    C.insert(C.end(), {std::string(PROGRAMS_FOLDER) + "/runtime.h", "-o",
                       Folder / "runtime.pch"});
    must(C);
  }

  /// Both verdicts on each class of \p Classes. The first element is empty
  /// where a class does not compile, which is an error unless \p MayFail.
  std::vector<Verdict> evaluate(std::vector<Generated> Classes, bool MayFail) {
    std::vector<Verdict> Out(Classes.size());
    std::vector<size_t> Left(Classes.size());
    for (size_t I = 0; I < Left.size(); ++I)
      Left[I] = I;
    if (MayFail) {
      // Whatever is in the way of another one's compilation goes as well.
      for (int Round = 0; Round < 5 && !Left.empty(); ++Round) {
        std::vector<size_t> First = write(Classes, Left);
        // It includes the program.
        ProcessResult R =
            compile("truth.cpp", {"-fsyntax-only", "-ferror-limit=0"});
        std::set<size_t> Bad = linesOf(R.Err, First, " error: ");
        for (size_t B : casesOf(R.Err, Left.size()))
          Bad.insert(B);
        if (Bad.empty() && R.ExitCode == 0)
          break;
        std::vector<size_t> Good;
        for (size_t I = 0; I < Left.size(); ++I)
          if (!Bad.count(I))
            Good.push_back(Left[I]);
        if (Bad.empty())
          Good.clear();
        Left = Good;
      }
      if (Left.empty())
        return Out;
    }
    std::vector<size_t> First = write(Classes, Left);
    ProcessResult Analysis;
    std::thread Analyzer([&] {
      std::vector<std::string> C = {AWAIT_TIDY_COMMAND, "--quiet",
                                    "--color=never", Folder / "program.cpp",
                                    "--"};
      C.insert(C.end(), Flags.begin(), Flags.end());
      Analysis = run(C, {{}, std::chrono::seconds(600)});
    });
    ProcessResult R = compile("truth.cpp", {"-O0", "-o", Folder / "truth",
                                            PROGRAMS_RUNTIME, "-fuse-ld=lld"});
    if (R.ExitCode == 0)
      R = run({Folder / "truth", MayFail ? "--quick" : ""},
              {{}, std::chrono::seconds(600)});
    Analyzer.join();
    if (R.ExitCode != 0 || Analysis.ExitCode < 0 || Analysis.ExitCode > 1) {
      if (MayFail)
        return Out;
      fmt::print(stderr, "error: {}\n{}\n",
                 R.ExitCode ? R.commandLine() : Analysis.commandLine(),
                 (R.ExitCode ? R.all() : Analysis.all()).substr(0, 4000));
      std::filesystem::copy_file(
          Folder / "program.cpp", "/tmp/await-tidy-programs-failed.cpp",
          std::filesystem::copy_options::overwrite_existing);
      std::filesystem::copy_file(
          Folder / "truth.cpp", "/tmp/await-tidy-programs-truth.cpp",
          std::filesystem::copy_options::overwrite_existing);
      std::exit(2);
    }
    std::map<std::string, size_t> ByName;
    for (size_t I : Left)
      ByName[Classes[I].Namespace] = I;
    std::istringstream Lines(R.Out);
    for (std::string Line; std::getline(Lines, Line);) {
      size_t A = Line.find('\t'), B = Line.find('\t', A + 1);
      if (B == Line.npos || !ByName.count(Line.substr(0, A)))
        continue;
      Verdict &V = Out[ByName[Line.substr(0, A)]];
      V.Truth = Line.substr(A + 1, B - A - 1);
      V.Shown = Line.substr(B + 1);
    }
    static const std::regex Warning(
        R"(program\.cpp:(\d+):\d+: warning: (.*) \[(await-[a-z-]+)\])");
    static const std::regex Bypass(
        R"(program\.cpp:(\d+):\d+: note: .* changes it here without )");
    Lines = std::istringstream(Analysis.Out);
    for (std::string Line; std::getline(Lines, Line);)
      if (std::smatch M; std::regex_search(Line, M, Bypass))
        Out[Left[classAt(std::stoul(M[1]), First)]].Bypassed = true;
      else if (std::regex_search(Line, M, Warning) && counts(M[3])) {
        size_t At = classAt(std::stoul(M[1]), First);
        // A lock that all others hold is missing here. Where that does harm, it
        // is found by it; where it does none, it is still what the rule says.
        Out[Left[At]].Discipline |= M[3] == "await-unheld-lock";
        if (M[3] == "await-unheld-lock" && Out[Left[At]].Truth == "safe")
          continue;
        Out[Left[At]].Findings.push_back(
            fmt::format("line {}: {} [{}]", std::stoul(M[1]) - First[At] + 1,
                        M[2].str(), M[3].str()));
      }
    return Out;
  }

  static constexpr const char *Include = "#include \"services.h\"\n";

private:
  void must(const std::vector<std::string> &Command) {
    ProcessResult R = run(Command, {{}, std::chrono::seconds(300)});
    if (R.ExitCode == 0)
      return;
    fmt::print(stderr, "error: {}\n{}\n", R.commandLine(), R.all());
    std::exit(2);
  }

  ProcessResult compile(const char *File, std::vector<std::string> More) {
    std::vector<std::string> C = {CLANGXX, "-fno-access-control"};
    C.insert(C.end(), Flags.begin(), Flags.end());
    C.insert(C.end(), {"-include-pch", Folder / "runtime.pch", Folder / File});
    C.insert(C.end(), More.begin(), More.end());
    return run(C, {{}, std::chrono::seconds(600)});
  }

  /// \returns the first line of each.
  std::vector<size_t> write(const std::vector<Generated> &Classes,
                            const std::vector<size_t> &Which) {
    std::string Program = Include, Truth = "#include \"program.cpp\"\n"
                                           "#include \"runtime.h\"\n";
    std::vector<size_t> First;
    size_t Line = 2;
    std::string Names;
    for (size_t I : Which) {
      First.push_back(Line);
      std::string Text = Classes[I].render();
      Program += Text;
      Line += std::count(Text.begin(), Text.end(), '\n');
      Truth += fmt::format(
          "#line 1 \"case_{}\"\nstatic programs::Case case_{}()"
          " {{ return {}; }}\n",
          First.size() - 1, First.size() - 1, Classes[I].renderCase());
      Names += fmt::format("case_{}(), ", First.size() - 1);
    }
    Truth += "#line 1 \"main\"\nint main(int argc, char **argv) { return "
             "programs::exploreAll({" +
             Names + "}, argc > 1 ? argv[1] : \"\"); }\n";
    Folder.write("program.cpp", Program);
    Folder.write("truth.cpp", Truth);
    return First;
  }

  static size_t classAt(size_t Line, const std::vector<size_t> &First) {
    return std::upper_bound(First.begin(), First.end(), Line) - First.begin() -
           1;
  }

  static std::set<size_t> linesOf(const std::string &Text,
                                  const std::vector<size_t> &First,
                                  const char *What) {
    std::set<size_t> Out;
    static const std::regex Place(R"(program\.cpp:(\d+):)");
    std::istringstream Lines(Text);
    for (std::string Line; std::getline(Lines, Line);)
      if (std::smatch M; Line.find(What) != Line.npos &&
                         std::regex_search(Line, M, Place) &&
                         std::stoul(M[1]) >= First.front())
        Out.insert(classAt(std::stoul(M[1]), First));
    return Out;
  }

  static std::set<size_t> casesOf(const std::string &Text, size_t Count) {
    std::set<size_t> Out;
    static const std::regex Place(R"(case_(\d+):\d+:\d+: .*error: )");
    for (std::sregex_iterator I(Text.begin(), Text.end(), Place), E; I != E;
         ++I)
      if (size_t N = std::stoul((*I)[1]); N < Count)
        Out.insert(N);
    return Out;
  }

  TemporaryFolder Folder;
  std::vector<std::string> Flags;
};

struct Disagreement {
  std::string Name;
  Generated Whole, What; ///< as it was made; as small as it is now
  Verdict Was;
  /// How far it has been made smaller: into how many pieces the parts are cut;
  /// 0 when no piece of one part can go, and blocks are opened.
  size_t Pieces = 2;
  /// Pieces that can go, each alone; tried together next.
  std::vector<bool> Together;
  bool Done = false;
};

bool wrong(const Verdict &V) {
  return (V.Truth == "racy" && V.Findings.empty()) ||
         (V.Truth == "safe" && !V.Findings.empty());
}

/// What is left differs in the same way, as far as the verdicts tell.
bool isSame(const Verdict &Less, const Verdict &Was) {
  return wrong(Less) && Less.Truth == Was.Truth &&
         Less.Bypassed == Was.Bypassed;
}

/// What is tried of \p D next, with the parts that it leaves out.
std::vector<std::pair<Generated, std::vector<bool>>> tries(Disagreement &D) {
  std::vector<std::pair<Generated, std::vector<bool>>> Out;
  const size_t N = parts(D.What);
  if (!D.Pieces) {
    for (Generated &G : opened(D.What))
      Out.push_back({std::move(G), {}});
    return Out;
  }
  // A helper that nobody calls any more would be one that anybody can call.
  auto smaller = [&](const std::vector<bool> &Drop) {
    Generated G = without(D.What, Drop);
    dropUncalled(G);
    return G;
  };
  if (!D.Together.empty())
    Out.push_back({smaller(D.Together), D.Together});
  D.Pieces = std::min(D.Pieces, N);
  for (size_t P = 0; P < D.Pieces; ++P) {
    std::vector<bool> Drop(N);
    std::fill(Drop.begin() + N * P / D.Pieces,
              Drop.begin() + N * (P + 1) / D.Pieces, true);
    Out.push_back({smaller(Drop), Drop});
  }
  return Out;
}

/// Makes all of them smaller together: delta debugging (A. Zeller,
/// R. Hildebrandt, "Simplifying and isolating failure-inducing input", TSE
/// 2002), where each round compiles the candidates of many disagreements as one
/// program, and what can go alone is tried together.
void minimise(Bench &B, std::vector<Disagreement> &All) {
  constexpr size_t PerRound = 400;
  constexpr int MaxRounds = 60;
  size_t Next = 0;
  for (int Round = 0; Round < MaxRounds + int(All.size()) / 4; ++Round) {
    std::vector<Generated> Tries;
    std::vector<std::vector<bool>> Drops;
    std::vector<size_t> Of;
    // In turn, so that none waits for ever.
    for (size_t K = 0; K < All.size() && Tries.size() < PerRound; ++K) {
      size_t I = (Next + K) % All.size();
      if (All[I].Done)
        continue;
      auto Some = tries(All[I]);
      All[I].Done = Some.empty();
      for (auto &[Less, Drop] : Some) {
        Less.Namespace = fmt::format("try_{}", Tries.size());
        Tries.push_back(std::move(Less));
        Drops.push_back(std::move(Drop));
        Of.push_back(I);
      }
    }
    if (Tries.empty()) {
      if (std::all_of(All.begin(), All.end(),
                      [](const Disagreement &D) { return D.Done; }))
        return;
      continue;
    }
    Next = (Of.back() + 1) % All.size();
    std::vector<Verdict> V = B.evaluate(Tries, /*MayFail=*/true);
    for (size_t T = 0, End; T < Tries.size(); T = End) {
      Disagreement &D = All[Of[T]];
      std::vector<size_t> Good;
      for (End = T; End < Tries.size() && Of[End] == Of[T]; ++End)
        if (isSame(V[End], D.Was))
          Good.push_back(End);
      if (Good.empty()) {
        // Finer; after single parts, blocks; after these, it is done.
        D.Together.clear();
        if (!D.Pieces)
          D.Done = true;
        else
          D.Pieces = D.Pieces >= parts(D.What) ? 0 : D.Pieces * 2;
        continue;
      }
      size_t Best = Good.front();
      const std::vector<bool> First = Drops[Best];
      std::vector<bool> Together;
      if (!First.empty() && D.Together.empty() && Good.size() > 1) {
        // All of them at once, said of what is left without the first.
        for (size_t P = 0; P < First.size(); ++P)
          if (!First[P])
            Together.push_back(
                std::any_of(Good.begin() + 1, Good.end(),
                            [&](size_t G) { return Drops[G][P]; }));
      }
      std::string Namespace = D.What.Namespace;
      D.What = Tries[Best];
      D.What.Namespace = Namespace;
      D.Was.Findings = V[Best].Findings;
      D.Was.Shown = V[Best].Shown;
      // A dropped statement takes along what is in it, so the numbers fit only
      // if whole subtrees are dropped.
      D.Together =
          Together.size() == parts(D.What) ? Together : std::vector<bool>();
      D.Pieces = std::max<size_t>(D.Pieces ? D.Pieces : parts(D.What), 2);
    }
  }
}

struct Counts {
  unsigned Right = 0, Missed = 0, Alarm = 0, Silent = 0, Unknown = 0;
  double recall() const {
    return Right + Missed ? double(Right) / (Right + Missed) : 1;
  }
  double precision() const {
    return Right + Alarm ? double(Right) / (Right + Alarm) : 1;
  }
  void add(const Verdict &V) {
    if (V.Truth == "unknown")
      ++Unknown;
    else if (V.Truth == "racy")
      ++(V.Findings.empty() ? Missed : Right);
    else
      ++(V.Findings.empty() ? Silent : Alarm);
  }
};

std::string text(const Disagreement &D) {
  std::string Out =
      fmt::format("// {}: explorer: {} {}\n", D.Name, D.Was.Truth, D.Was.Shown);
  if (D.Was.Findings.empty())
    Out += "// analyzer: silent\n";
  for (const std::string &F : D.Was.Findings)
    Out += "// analyzer: " + F + "\n";
  return Out + Bench::Include + D.What.render();
}
} // namespace

int main(int Argc, char **Argv) {
  std::string Keep;
  bool Print = false, Small = true;
  double Recall = 0, Precision = 0;
  std::vector<std::string> Rest;
  for (int I = 1; I < Argc; ++I) {
    std::string A = Argv[I];
    if (A == "--keep" && I + 1 < Argc)
      Keep = Argv[++I];
    else if (A == "--print")
      Print = true;
    else if (A == "--as-they-are")
      Small = false;
    else if (A == "--floor" && I + 2 < Argc) {
      Recall = std::atof(Argv[++I]);
      Precision = std::atof(Argv[++I]);
    } else
      Rest.push_back(A);
  }
  if (Rest.size() != 2) {
    fmt::print(stderr,
               "usage: {} [--keep FOLDER [--as-they-are]] [--print] "
               "[--floor RECALL PRECISION] SEED COUNT\n",
               Argv[0]);
    return 2;
  }
  const uint64_t Seed = std::strtoull(Rest[0].c_str(), nullptr, 10);
  const unsigned Count = std::strtoul(Rest[1].c_str(), nullptr, 10);
  if (Print) {
    fmt::print("{}", Bench::Include);
    for (unsigned I = 0; I < Count; ++I)
      fmt::print("{}", generate(Seed, I).render());
    return 0;
  }
  Bench B;
  Counts All;
  std::map<std::string, Counts> Features;
  std::vector<Disagreement> Wrong;
  unsigned Intended = 0, AsIntended = 0;
  for (unsigned From = 0; From < Count; From += PerFile) {
    std::vector<Generated> Classes;
    for (unsigned I = From; I < std::min(Count, From + PerFile); ++I)
      Classes.push_back(generate(Seed, I));
    std::vector<Verdict> V = B.evaluate(Classes, /*MayFail=*/false);
    for (size_t I = 0; I < V.size(); ++I) {
      All.add(V[I]);
      for (const std::string &F : Classes[I].Features)
        Features[F].add(V[I]);
      if (V[I].Truth != "unknown") {
        ++Intended;
        AsIntended += Classes[I].IntendedRacy == (V[I].Truth == "racy");
      } else
        fmt::print("{} {}: not decided: {}\n", Seed, Classes[I].Namespace,
                   V[I].Shown);
      if (!wrong(V[I]))
        continue;
      Disagreement D;
      D.Name = fmt::format("{} {}", Seed, Classes[I].Namespace);
      D.Whole = D.What = Classes[I];
      D.Was = V[I];
      Wrong.push_back(std::move(D));
      fmt::print("{}: explorer: {} {}; analyzer: {}\n", Wrong.back().Name,
                 V[I].Truth, V[I].Shown,
                 V[I].Findings.empty() ? "silent" : V[I].Findings.front());
    }
    std::fflush(stdout);
  }
  fmt::print("\n{:<28}{:>8}{:>8}{:>8}{:>8}{:>9}{:>11}\n", "block", "found",
             "missed", "alarm", "silent", "recall", "precision");
  auto row = [](const std::string &Name, const Counts &C) {
    fmt::print("{:<28}{:>8}{:>8}{:>8}{:>8}{:>9.3f}{:>11.3f}\n", Name, C.Right,
               C.Missed, C.Alarm, C.Silent, C.recall(), C.precision());
  };
  for (const auto &[Name, C] : Features)
    row(Name, C);
  row("all", All);
  fmt::print("\nseed {}: {} classes, {} racy, {} safe, {} not decided; the "
             "declared intent is right for {} of {}\nrecall {:.4f}, precision "
             "{:.4f}\n",
             Seed, Count, All.Right + All.Missed, All.Alarm + All.Silent,
             All.Unknown, AsIntended, Intended, All.recall(), All.precision());
  if (!Keep.empty() && !Wrong.empty()) {
    if (Small)
      minimise(B, Wrong);
    std::filesystem::create_directories(Keep);
    for (const Disagreement &D : Wrong) {
      std::string Name = D.Name;
      std::replace(Name.begin(), Name.end(), ' ', '_');
      std::ofstream(fmt::format("{}/{}.cpp", Keep, Name)) << text(D);
      // What is left can differ for a reason of its own.
      if (Small)
        std::ofstream(fmt::format("{}/{}.whole.cpp", Keep, Name))
            << Bench::Include << D.Whole.render();
    }
    fmt::print("{} disagreements are in {}\n", Wrong.size(), Keep);
  }
  if (All.recall() < Recall || All.precision() < Precision) {
    fmt::print("below the floor: recall {}, precision {}\n", Recall, Precision);
    return 1;
  }
  return 0;
}
