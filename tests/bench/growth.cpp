//===- growth.cpp - How the cost grows with the input ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   growth TOOL MOCK_FOLDER [--runs=N] [--draw=FILE] [--sizes=10,100,...]
//          [--shape=NAME]... [--files=10,100,...]
//
// Writes functions of each shape, of as many events as --sizes says, and
// projects of as many source files as --files says, and has the tool analyse
// them. `--sizes=` or `--files=` leaves that part out.
//
// Functions: what counts are the instructions that the analysis runs, which
// valgrind counts: other work on the machine does not change them. What the
// same file costs without a function of any size is not counted, nor is
// parsing. From a thousand events on, the instructions for an event may grow by
// a fifth from one size to the next; in smaller functions they grow until as
// many values, tests and locks are alive at once as are followed at most.
// Processor time (the least of N runs) and memory are shown beside it; without
// valgrind it is the time that counts.
//
// Projects: processor time and memory of a first run that fills a cache, one of
// which nothing has changed, one after a change of one file, and a first one
// with an index. What one file takes alone, which is the start of the program
// for the most part, is not counted. Each is the least of N runs.
//
// Fails if something grows by more than that.
//
//===----------------------------------------------------------------------===//
#include "Chart.h"
#include "Measure.h"
#include "Project.h"
#include "Shapes.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr double Limit = 1.2;
/// From so many events on a function is large.
constexpr unsigned LargeSize = 1000;
/// What is less than these is lost in what else goes on.
constexpr double LeastSeconds = 0.05, LeastMemory = 16;

struct Settings {
  std::string Tool, Mock, Picture;
  unsigned Runs = 3;
  std::vector<unsigned> Sizes{10, 100, 1000, 10000}, Files{10, 100, 1000};
  std::vector<std::string> Only;
  bool CountsInstructions = false;
  fs::path Folder;
};

std::vector<unsigned> numbers(std::string_view Text) {
  std::vector<unsigned> Out;
  while (!Text.empty()) {
    Out.push_back(std::atoi(std::string(Text).c_str()));
    size_t Comma = Text.find(',');
    Text.remove_prefix(Comma == Text.npos ? Text.size() : Comma + 1);
  }
  std::sort(Out.begin(), Out.end());
  return Out;
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

struct Point {
  fs::path File;
  double Events = 0;
  double Instructions = 0; ///< of the analysis
  double Analysis = 1e9;   ///< seconds
  double Parse = 1e9;      ///< seconds
  double Memory = 1e9;     ///< MB
  bool IsSkipped = false;
};

std::vector<std::string> command(const Settings &S, const fs::path &File,
                                 std::vector<std::string> Before,
                                 std::vector<std::string> Options) {
  Before.push_back(S.Tool);
  Before.insert(Before.end(), {"--no-cache", "--no-shortcut"});
  Before.insert(Before.end(), Options.begin(), Options.end());
  Before.insert(Before.end(),
                {File.string(), "--", "-std=c++20", "-I" + S.Mock});
  return Before;
}

/// Lines of a dump that are events: the line of the source, then two spaces.
double eventsIn(const std::string &Dump) {
  double N = 0;
  for (size_t At = 0; At < Dump.size();) {
    size_t End = std::min(Dump.find('\n', At), Dump.size());
    std::string_view Line(Dump.data() + At, End - At);
    size_t Digit = Line.find_first_not_of(' ');
    size_t After = Line.find_first_not_of("0123456789", Digit);
    N += Line.starts_with(" ") && Digit != After &&
         Line.substr(std::min(After, Line.size())).starts_with("  ");
    At = End + 1;
  }
  return N;
}

class Functions {
public:
  explicit Functions(const Settings &S) : S(S) {}

  bool measure() {
    for (const Shape &Sh : Shapes)
      if (S.Only.empty() ||
          std::find(S.Only.begin(), S.Only.end(), Sh.Name) != S.Only.end())
        prepare(Sh);
    if (S.CountsInstructions)
      countInstructions();
    for (auto &[Sh, Points] : All)
      for (Point &P : Points)
        time(P);
    return print();
  }

  std::vector<Panel> panels() const {
    Panel Work{"Functions: million instructions of the analysis", "events", {}};
    Panel Time{"Functions: milliseconds of processor time", "events", {}};
    Panel Memory{"Functions: MB of memory", "events", {}};
    auto Ends = extremes();
    for (const auto &[Sh, Points] : All) {
      std::string Name = Sh == Ends.first || Sh == Ends.second ? Sh->Name : "";
      Curve I{Name, Curve::Thin, {}}, A = I, M{"", Curve::Thin, {}};
      for (size_t K = 1; K < Points.size(); ++K) {
        const Point &P = Points[K];
        if (P.IsSkipped)
          continue;
        I.Points.push_back({P.Events, work(Points, K) / 1e6});
        A.Points.push_back({P.Events, 1e3 * (P.Analysis - Points[0].Analysis)});
        M.Points.push_back({P.Events, P.Memory});
      }
      Work.Curves.push_back(I);
      Time.Curves.push_back(A);
      Memory.Curves.push_back(M);
    }
    // What Clang needs for the same files, in the middle.
    Curve Parse{"Clang's parse", Curve::Dashed, {}};
    if (!All.empty())
      for (size_t K = 1; K < All.front().second.size(); ++K) {
        std::vector<double> Times, Events;
        for (const auto &[Sh, Points] : All) {
          Times.push_back(1e3 * (Points[K].Parse - Points[0].Parse));
          Events.push_back(Points[K].Events);
        }
        std::sort(Times.begin(), Times.end());
        std::sort(Events.begin(), Events.end());
        if (Times[Times.size() / 2] > 1)
          Parse.Points.push_back(
              {Events[Events.size() / 2], Times[Times.size() / 2]});
      }
    Time.Curves.push_back(Parse);
    std::vector<Panel> Out{Time, Memory};
    if (S.CountsInstructions)
      Out.insert(Out.begin(), Work);
    return Out;
  }

private:
  /// Beyond what the file costs with an empty function.
  double work(const std::vector<Point> &P, size_t I) const {
    return S.CountsInstructions ? P[I].Instructions - P[0].Instructions
                                : P[I].Analysis - P[0].Analysis;
  }
  double perEvent(const std::vector<Point> &P, size_t I) const {
    return work(P, I) / (P[I].Events - P[0].Events);
  }

  /// As many pieces as make so many events.
  void prepare(const Shape &Sh) {
    auto File = [&](int N) {
      fs::path Path = S.Folder / fmt::format("{}{}.cpp", Sh.Name, N);
      std::ofstream(Path) << sourceOf(Sh, N);
      return Path;
    };
    auto Events = [&](int N) {
      return eventsIn(
          run(command(S, File(N), {}, {"--dump-events", "--quiet"}), true).Out);
    };
    double None = Events(0), Each = (Events(200) - Events(100)) / 100;
    double Few = Events(100) - 100 * Each;
    std::vector<Point> Points(1);
    Points[0].File = File(0);
    Points[0].Events = None;
    for (unsigned Size : S.Sizes) {
      int N = std::max(1.0, (Size - Few) / Each + 0.5);
      Point &P = Points.emplace_back();
      P.File = File(N);
      P.Events = Size > 20000 ? Few + N * Each : Events(N);
    }
    All.push_back({&Sh, std::move(Points)});
  }

  /// As many shapes at once as there are processors: that does not change what
  /// they cost.
  void countInstructions() {
    std::atomic<size_t> Next = 0;
    auto Work = [&] {
      for (size_t I; (I = Next++) < All.size();)
        countInstructions(All[I].first->Name, All[I].second);
    };
    std::vector<std::thread> Threads;
    for (unsigned I = 0; I < std::max(1u, std::thread::hardware_concurrency());
         ++I)
      Threads.emplace_back(Work);
    for (std::thread &T : Threads)
      T.join();
  }

  /// All sizes in one run, after a file in which everything that is done once
  /// is done.
  void countInstructions(const char *Name, std::vector<Point> &Points) {
    const char *Function =
        "await_tidy::analyzeTranslationUnit(clang::ASTContext&, "
        "await_tidy::AnalysisOptions const&)";
    fs::path Out = S.Folder / fmt::format("{}.counts", Name);
    fs::path First = S.Folder / fmt::format("{}-first.cpp", Name);
    fs::copy_file(Points[0].File, First);
    std::vector<std::string> Argv = command(
        S, First,
        {"valgrind", "--tool=callgrind", "--callgrind-out-file=" + Out.string(),
         fmt::format("--toggle-collect={}", Function),
         fmt::format("--dump-before={}", Function)},
        {"--quiet"});
    std::vector<std::string> Files;
    for (const Point &P : Points)
      Files.push_back(P.File.string());
    Argv.insert(std::find(Argv.begin(), Argv.end(), First.string()) + 1,
                Files.begin(), Files.end());
    Cost C = run(Argv);
    // What was counted before the N-th call is in the N-th of these, and what
    // was counted since the last one has no number.
    for (size_t I = 0; I < Points.size(); ++I) {
      std::ifstream Counts(I + 1 == Points.size()
                               ? Out.string()
                               : fmt::format("{}.{}", Out.string(), I + 3));
      for (std::string Line; std::getline(Counts, Line);)
        if (Line.starts_with("totals: "))
          Points[I].Instructions = std::atof(Line.c_str() + 8);
      if (Points[I].Instructions <= 0) {
        fmt::print(stderr, "error: valgrind did not count {}:\n{}\n",
                   Points[I].File.filename().string(), C.Said);
        std::exit(2);
      }
    }
  }

  void time(Point &P) {
    // A small function is soon done, and the more disturbed.
    unsigned Runs = P.Events <= 200 ? 3 * S.Runs : S.Runs;
    for (unsigned I = 0; I < Runs; ++I) {
      Cost C = run(command(S, P.File, {}, {"--time", "--quiet"}));
      double Whole = numberAfter(C.Said.substr(0, C.Said.find(" s, of which")),
                                 P.File.filename().string() + ": ");
      double Own = numberAfter(C.Said, "the analysis took ");
      if (Whole < 0 || Own < 0) {
        fmt::print(stderr, "error: the tool did not say what {} took:\n{}\n",
                   P.File.filename().string(), C.Said);
        std::exit(2);
      }
      P.IsSkipped = C.Said.find("it was skipped") != std::string::npos;
      P.Analysis = std::min(P.Analysis, Own);
      P.Parse = std::min(P.Parse, Whole - Own);
      P.Memory = std::min(P.Memory, C.Largest);
    }
  }

  std::pair<const Shape *, const Shape *> extremes() const {
    auto Last = [&](const auto &X) {
      size_t I = X.second.size() - 1;
      return perEvent(X.second, I);
    };
    auto [Least, Most] = std::minmax_element(
        All.begin(), All.end(),
        [&](const auto &A, const auto &B) { return Last(A) < Last(B); });
    return {Least->first, Most->first};
  }

  bool print() const {
    const char *Unit = S.CountsInstructions ? "instructions" : "nanoseconds";
    fmt::print("{} of the analysis for an event, and how that grows; below: "
               "milliseconds of the\nanalysis and of the parser, least of {} "
               "runs, and MB in all, each beyond an empty function\n{:9}",
               Unit, S.Runs, "events");
    for (unsigned N : S.Sizes)
      fmt::print(" {:>15}", N);
    fmt::print("\n");
    bool Good = true;
    double Most = 0;
    for (const auto &[Sh, P] : All) {
      bool Here = true;
      std::string Rows[4];
      for (size_t I = 1; I < P.size(); ++I) {
        if (P[I].IsSkipped) {
          for (std::string &R : Rows)
            R += fmt::format(" {:>15}", &R == Rows ? "too large" : "");
          continue;
        }
        double Grows = 0;
        // Less than the clock can tell is nothing; instructions all tell.
        if (I > 1 && (S.CountsInstructions || P[I].Analysis > LeastSeconds))
          Grows = perEvent(P, I) / perEvent(P, I - 1);
        // Below, a function has not yet as many tests, locks and values alive
        // as are followed at most.
        if (I > 1 && S.Sizes[I - 2] >= LargeSize) {
          Most = std::max(Most, Grows);
          Here &= Grows <= Limit;
        }
        double Memory = P[I].Memory - P[0].Memory;
        if (double Before = P[I - 1].Memory - P[0].Memory;
            I > 1 && Before > LeastMemory)
          Here &= Memory / P[I].Events <= Limit * Before / P[I - 1].Events;
        Rows[0] +=
            fmt::format(" {:>9.0f} {:>5}",
                        perEvent(P, I) * (S.CountsInstructions ? 1 : 1e9),
                        Grows > 0 ? fmt::format("{:.2f}", Grows) : "");
        Rows[1] += fmt::format(" {:>9.2f}      ",
                               1e3 * (P[I].Analysis - P[0].Analysis));
        Rows[2] +=
            fmt::format(" {:>9.1f}      ", 1e3 * (P[I].Parse - P[0].Parse));
        Rows[3] += fmt::format(" {:>9.1f}      ", Memory);
      }
      fmt::print("{:9}{}  {}{}\n", Sh->Name, Rows[0], Sh->What,
                 Here ? "" : "  <-- more than linear");
      fmt::print("{:>9}{}\n{:>9}{}\n{:>9}{}\n", "ms", Rows[1], "parse ms",
                 Rows[2], "MB", Rows[3]);
      Good &= Here;
    }
    if (Most > 0)
      fmt::print(
          "from {} events on, an event of a function that is ten times as "
          "large costs at most {:.2f} times as much\n",
          LargeSize, Most);
    return Good;
  }

  const Settings &S;
  std::vector<std::pair<const Shape *, std::vector<Point>>> All;
};

//===----------------------------------------------------------------------===//
// Projects
//===----------------------------------------------------------------------===//

class Projects {
public:
  explicit Projects(const Settings &S) : S(S) {}

  bool measure() {
    // Alone, a file is the start of the program for the most part.
    const Sizes One = measure(1);
    for (unsigned N : S.Files)
      All.push_back({N, measure(N)});
    fmt::print("\nprojects, -j2: milliseconds of processor time for a file, "
               "beyond what one file takes alone,\nand how that grows; MB of "
               "the process that hands out the work, and of the largest\n"
               "{:18}",
               "files");
    for (unsigned N : S.Files)
      fmt::print(" {:>23}", N);
    fmt::print("\n");
    bool Good = true;
    for (size_t K = 0; K != std::size(Names); ++K) {
      fmt::print("{:18}", Names[K]);
      bool Here = true;
      for (size_t I = 0; I != All.size(); ++I) {
        auto Each = [&](size_t X) {
          return (All[X].second[K].Seconds - One[K].Seconds) /
                 (All[X].first - 1);
        };
        const Cost &C = All[I].second[K];
        double Grows = 0;
        if (I && C.Seconds - One[K].Seconds > LeastSeconds &&
            All[I - 1].second[K].Seconds - One[K].Seconds > LeastSeconds)
          Grows = Each(I) / Each(I - 1);
        // Of one changed file the rest is as if nothing had changed.
        Here &= Grows <= Limit;
        if (double Before = I ? All[I - 1].second[K].Own - One[K].Own : 0;
            Before > LeastMemory)
          Here &= C.Own - One[K].Own <=
                  Limit * Before * All[I].first / All[I - 1].first;
        fmt::print(" {:>7.2f} {:>5} {:>4.0f} {:>4.0f}",
                   All[I].first > 1 ? 1e3 * std::max(Each(I), 0.0) : 0,
                   Grows > 0 ? fmt::format("{:.2f}", Grows) : "", C.Own,
                   C.Largest);
      }
      fmt::print("{}\n", Here ? "" : "  <-- more than linear");
      Good &= Here;
    }
    return Good;
  }

  std::vector<Panel> panels() const {
    Panel Time{"Projects: seconds of processor time", "files", {}};
    Panel Memory{"Projects: MB of memory", "files", {}};
    Panel File{"Projects: milliseconds for a file", "files", {}};
    Curve Own{"first process", Curve::Main, {}},
        Largest{"largest one", Curve::Second, {}};
    for (size_t K = 0; K != std::size(Names); ++K) {
      Curve C{Names[K], Curve::Kind(K > 2 ? Curve::Dashed : K), {}}, E = C;
      for (const auto &[N, Costs] : All) {
        C.Points.push_back({N, Costs[K].Seconds});
        E.Points.push_back({N, 1e3 * Costs[K].Seconds / N});
      }
      Time.Curves.push_back(C);
      File.Curves.push_back(E);
    }
    for (const auto &[N, Costs] : All) {
      Own.Points.push_back({N, Costs[0].Own});
      Largest.Points.push_back({N, Costs[0].Largest});
    }
    Memory.Curves = {Own, Largest};
    return {Time, File, Memory};
  }

private:
  static constexpr const char *Names[] = {"first run", "unchanged",
                                          "one changed", "with an index"};
  using Sizes = std::vector<Cost>;

  static void least(Cost &Known, const Cost &New) {
    if (Known.Seconds == 0 || New.Seconds < Known.Seconds)
      Known.Seconds = New.Seconds;
    Known.Own = Known.Own ? std::min(Known.Own, New.Own) : New.Own;
    Known.Largest =
        Known.Largest ? std::min(Known.Largest, New.Largest) : New.Largest;
  }

  Sizes measure(unsigned N) const {
    Sizes Out(std::size(Names));
    fs::path Folder = S.Folder / fmt::format("project{}", N);
    Project P(Folder, N);
    std::vector<std::string> Words{S.Tool, "--quiet", "-j2", "-p",
                                   Folder.string()},
        Sources;
    for (const fs::path &F : P.Sources)
      Sources.push_back(F.string());
    // What is younger than two seconds when it is kept is read again.
    auto Age = [] { std::this_thread::sleep_for(std::chrono::seconds(3)); };
    auto Run = [&](std::vector<std::string> More, unsigned Findings) {
      std::vector<std::string> Argv = Words;
      Argv.insert(Argv.end(), More.begin(), More.end());
      Argv.insert(Argv.end(), Sources.begin(), Sources.end());
      Cost C = run(Argv, true);
      unsigned Found = 0;
      for (size_t At = 0; (At = C.Out.find(": warning: ", At)) != C.Out.npos;
           ++At)
        ++Found;
      if (Found != Findings || C.Code != (Findings ? 1 : 0)) {
        fmt::print(stderr, "error: {} files have {} races; {} are reported\n{}",
                   N, Findings, Found, C.Said);
        std::exit(2);
      }
      C.Out.clear();
      return C;
    };
    Age();
    // A thousand files say enough at once.
    for (unsigned I = 0; I < (N > 100 ? 1 : S.Runs); ++I) {
      std::string Cache =
          "--cache=" + (Folder / fmt::format("c{}", I)).string();
      std::string Index =
          "--index=" + (Folder / fmt::format("i{}", I)).string();
      least(Out[0], Run({Cache}, P.Races));
      least(Out[1], Run({Cache}, P.Races));
      P.edit(N / 2, I);
      Age();
      least(Out[2], Run({Cache}, P.Races));
      least(Out[3], Run({"--no-cache", Index}, P.Races + P.AcrossFiles));
      fs::remove_all(Folder / fmt::format("c{}", I));
      fs::remove_all(Folder / fmt::format("i{}", I));
    }
    return Out;
  }

  const Settings &S;
  std::vector<std::pair<unsigned, Sizes>> All;
};

} // namespace

int main(int argc, char **argv) {
  Settings S;
  std::vector<std::string> Words;
  for (int I = 1; I < argc; ++I) {
    std::string_view A = argv[I];
    auto Is = [&](std::string_view Name) {
      if (!A.starts_with(Name))
        return false;
      A.remove_prefix(Name.size());
      return true;
    };
    if (Is("--runs="))
      S.Runs = std::max(1, std::atoi(argv[I] + 7));
    else if (Is("--draw="))
      S.Picture = A;
    else if (Is("--sizes="))
      S.Sizes = numbers(A);
    else if (Is("--files="))
      S.Files = numbers(A);
    else if (Is("--shape="))
      S.Only.emplace_back(A);
    else
      Words.emplace_back(A);
  }
  for (const std::string &Name : S.Only)
    if (std::none_of(Shapes.begin(), Shapes.end(),
                     [&](const Shape &Sh) { return Name == Sh.Name; })) {
      fmt::print(stderr, "error: there is no shape '{}'; there are:\n", Name);
      for (const Shape &Sh : Shapes)
        fmt::print(stderr, "  {:10} {}\n", Sh.Name, Sh.What);
      return 2;
    }
  if (Words.size() != 2) {
    fmt::print(stderr, "usage: await-tidy-growth TOOL MOCK_FOLDER [--runs=N] "
                       "[--draw=FILE] [--sizes=10,100] [--shape=NAME]... "
                       "[--files=10,100]\n");
    return 2;
  }
  S.Tool = Words[0];
  S.Mock = Words[1];
  S.CountsInstructions = std::system("valgrind --version >/dev/null 2>&1") == 0;
  if (!S.CountsInstructions)
    fmt::print("valgrind is not installed: what is judged is processor time\n");
  S.Folder = fs::temp_directory_path() /
             fmt::format("await-tidy-growth-{}", ::getpid());
  fs::create_directories(S.Folder);
  bool Good = true;
  std::vector<Panel> Panels;
  auto Draw = [&] {
    if (!S.Picture.empty())
      std::ofstream(S.Picture) << draw(Panels, 3);
  };
  if (!S.Sizes.empty()) {
    Functions F(S);
    Good &= F.measure();
    Panels = F.panels();
    Draw();
    std::fflush(stdout);
  }
  if (!S.Files.empty()) {
    Projects P(S);
    Good &= P.measure();
    for (Panel &X : P.panels())
      Panels.push_back(std::move(X));
  }
  Draw();
  std::error_code Ignored;
  fs::remove_all(S.Folder, Ignored);
  if (!Good)
    fmt::print("something grows by more than {:.0f} %\n", 100 * (Limit - 1));
  return Good ? 0 : 1;
}
