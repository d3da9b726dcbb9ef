//===- growth.cpp - How the cost grows with the function ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Usage: await-tidy-growth RUNS TOOL MOCK_FOLDER [SIZES [SHAPE]...]
//
// Writes functions of one shape in several sizes (10,100,1000), has the tool
// analyse them, and prints the processor time of the analysis and what ten
// times the work costs. Neither parsing nor what an empty function of the same
// file costs is counted. The least of RUNS runs; the smaller a function the
// more runs. What looks like more than linear is measured again, a few times at
// most: other work on the machine makes single runs dearer, never cheaper.
// Fails if ten times the work costs more than twelve times.
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {
struct Shape {
  const char *Name, *What;
  bool ManyPlaces;
  std::string (*Body)(int N);
  bool Answers = false; ///< the caller is told whether the function has acted
};

template <class F> std::string repeat(int N, F Line) {
  std::string Out;
  for (int I = 0; I < N; ++I)
    Out += Line(I);
  return Out;
}

/// \p N times \p Open, \p Depth of them inside of each other around one
/// \p Inside.
std::string nest(int N, int Depth, const char *Open, const char *Inside,
                 const char *Close) {
  std::string Out;
  for (; N > 0; N -= Depth) {
    int Here = std::min(N, Depth);
    Out += repeat(Here, [&](int) { return Open; });
    Out += Inside;
    Out += repeat(Here, [&](int) { return Close; });
  }
  return Out;
}

const Shape Shapes[] = {
    {"returns", "early returns after an await", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (co_await ask(a)) co_return;\n  m0 += a;\n";
       });
     }},
    {"checks", "checks with an await and a change under each", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 > a) { co_await wait(); m0 -= a; }\n";
       });
     }},
    {"refusals", "checks that return, each with an await and a change", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 < a) co_return;\n  co_await wait();\n  m0 -= a;\n";
       });
     }},
    {"copies", "values read before an await and stored after it", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  { auto v = m0; co_await wait(); m0 = v + 1; }\n";
       });
     }},
    {"loops", "loops that check, await and change", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  while (m0 > a) { co_await wait(); m0 -= a; }\n";
       });
     }},
    {"debits", "debits that are given back when the await fails", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 >= a) { m0 -= a; if (!co_await ask(a)) m0 += a; }\n";
       });
     }},
    {"flags", "busy flags that are taken and let go", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0) co_return;\n  m0 = 1;\n  co_await wait();\n"
                "  m0 = 0;\n";
       });
     }},
    {"locks", "locks that are held over a read, an await and a write", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  { auto g = co_await lock.scoped_lock(); auto v = m0; "
                "co_await wait(); m0 = v + 1; }\n";
       });
     }},
    {"places", "members that are each checked and changed", true,
     [](int N) {
       return repeat(N, [](int I) {
         return fmt::format(
             "  if (m{0} > a) {{ co_await wait(); m{0} -= a; }}\n", I);
       });
     }},
    {"gates", "members that are each tested, with a return, and changed", true,
     [](int N) {
       return repeat(N, [](int I) {
         return fmt::format("  if (m{0} < a) co_return;\n  co_await wait();\n"
                            "  m{0} -= a;\n",
                            I);
       });
     }},
    {"claims", "elements that are each looked for and inserted", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (set.contains(a)) co_return false;\n"
                "  co_await wait();\n  set.insert(a);\n";
       });
     },
     true},
    {"waits", "waits, each entered after a test of what is changed then", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 > a) co_await wait();\n  m0 -= a;\n";
       });
     }},
    {"wide", "members that are changed around one await", true,
     [](int N) {
       return repeat(N, [](int I) { return fmt::format("  m{} += a;\n", I); }) +
              "  co_await wait();\n" +
              repeat(N, [](int I) { return fmt::format("  m{} -= a;\n", I); });
     }},
    {"relay", "members that are all read before one await, stored after", true,
     [](int N) {
       return repeat(N,
                     [](int I) {
                       return fmt::format("  long v{0} = m{0};\n", I);
                     }) +
              "  co_await wait();\n" + repeat(N, [](int I) {
                return fmt::format("  m{0} = v{0} + 1;\n", I);
              });
     }},
    {"leave", "returns that have nothing to do with what is changed", false,
     [](int N) {
       return "  if (m0 > a) co_await wait();\n" +
              repeat(N, [](int) { return "  if (a) co_return;\n"; }) +
              "  m0 -= a;\n";
     }},
    {"nested", "checks inside of each other, 50 deep", false,
     [](int N) {
       return nest(N, 50, "if (m0 > a) {\n", "co_await wait(); m0 -= a;\n",
                   "}\n");
     }},
    {"lambdas", "lambdas that are awaited, 5 inside of each other", false,
     [](int N) {
       return nest(N, 5, "co_await [&]() -> mock::task<> {\n",
                   "if (m0 > a) { co_await wait(); m0 -= a; }\n", "}();\n");
     }},
};

std::string source(const Shape &S, int N) {
  const char *Result = S.Answers ? "bool" : "void";
  return fmt::format("#include \"coro.h\"\n#include <set>\n"
                     "mock::task<> wait();\nmock::task<bool> ask(long);\n"
                     "struct C {{\n  mock::task<{}> run(long a);\n",
                     Result) +
         repeat(S.ManyPlaces ? N : 1,
                [](int I) { return fmt::format("  long m{} = 0;\n", I); }) +
         "  std::set<long> set;\n  mock::mutex lock;\n};\n" +
         fmt::format("mock::task<{}> C::run(long a) {{\n", Result) + S.Body(N) +
         (S.Answers ? "  co_return true;\n}\n" : "}\n");
}

/// What the tool says of one file.
struct Answer {
  double Seconds = -1; ///< of the analysis; negative if it does not say
  bool Skipped = false;
};

Answer analysis(const std::string &Command) {
  FILE *Pipe = popen(Command.c_str(), "r");
  if (!Pipe)
    return {};
  std::string Text;
  char Buffer[4096];
  while (size_t Got = fread(Buffer, 1, sizeof Buffer, Pipe))
    Text.append(Buffer, Got);
  pclose(Pipe);
  const std::string Words = "the analysis took ";
  size_t At = Text.rfind(Words);
  if (At == Text.npos)
    return {};
  return {std::atof(Text.c_str() + At + Words.size()),
          Text.find("it was skipped") != Text.npos};
}

std::vector<int> numbers(std::string_view Text) {
  std::vector<int> Out;
  while (!Text.empty()) {
    Out.push_back(std::atoi(std::string(Text).c_str()));
    size_t Comma = Text.find(',');
    Text.remove_prefix(Comma == Text.npos ? Text.size() : Comma + 1);
  }
  return Out;
}
} // namespace

int main(int argc, char **argv) {
  if (argc < 4) {
    fmt::print(stderr, "usage: await-tidy-growth RUNS TOOL MOCK_FOLDER "
                       "[SIZES [SHAPE]...]\n");
    return 2;
  }
  const int Runs = std::max(1, std::atoi(argv[1]));
  const std::vector<int> Sizes = numbers(argc > 4 ? argv[4] : "10,100,1000");
  const std::vector<std::string_view> Only(argv + std::min(argc, 5),
                                           argv + argc);
  constexpr double Limit = 12;
  std::filesystem::path Folder =
      std::filesystem::temp_directory_path() /
      fmt::format("await-tidy-growth-{}", std::hash<std::string>()(argv[2]));
  std::filesystem::create_directories(Folder);
  auto Least = [&](const Shape &S, int N, Answer Best = {}) {
    std::filesystem::path File = Folder / fmt::format("{}{}.cpp", S.Name, N);
    std::ofstream(File) << source(S, N);
    // A small function is soon done, and the more disturbed.
    for (int I = 0, End = N <= 100 ? 3 * Runs : Runs; I < End; ++I) {
      Answer A = analysis(
          fmt::format("'{}' --time --quiet '{}' -- -std=c++20 -I'{}' 2>&1",
                      argv[2], File.string(), argv[3]));
      if (A.Seconds < 0) {
        fmt::print(stderr, "error: the tool did not say what {} took\n",
                   File.filename().string());
        std::exit(2);
      }
      if (Best.Seconds < 0 || A.Seconds < Best.Seconds)
        Best = A;
    }
    return Best;
  };
  fmt::print("processor time of the analysis without parsing, least of {} "
             "runs\n{:10}",
             Runs, "size");
  for (int N : Sizes)
    fmt::print(" {:>10} {:>7}", N, "");
  fmt::print("\n");
  bool Good = true;
  for (const Shape &S : Shapes) {
    if (!Only.empty() &&
        std::find(Only.begin(), Only.end(), S.Name) == Only.end())
      continue;
    fmt::print("{:10}", S.Name);
    // Less than the clock can tell is nothing.
    Answer Empty;
    std::vector<Answer> Sized(Sizes.size());
    auto Cost = [&](size_t I) {
      return std::max(Sized[I].Seconds - Empty.Seconds, 5e-5);
    };
    // As for ten times the work; nothing to compare with before the first.
    auto Times = [&](size_t I) {
      return I == 0 || Sized[I].Skipped || Sized[I - 1].Skipped
                 ? 0
                 : Cost(I) / Cost(I - 1) * 10 * Sizes[I - 1] / Sizes[I];
    };
    auto Linear = [&] {
      for (size_t I = 0; I < Sizes.size(); ++I)
        if (Times(I) > Limit)
          return false;
      return true;
    };
    constexpr int Rounds = 4;
    bool Here = false;
    for (int Round = 0; Round < Rounds && !Here; ++Round) {
      Empty = Least(S, 0, Empty);
      for (size_t I = 0; I < Sizes.size(); ++I)
        Sized[I] = Least(S, Sizes[I], Sized[I]);
      Here = Linear();
    }
    for (size_t I = 0; I < Sizes.size(); ++I) {
      if (Sized[I].Skipped) {
        fmt::print(" {:>10} {:>7}", "too large", "");
        continue;
      }
      double T = Times(I);
      fmt::print(" {:>8.2f}ms {:>7}", Cost(I) * 1e3,
                 T > 0 ? fmt::format("{:.1f}x", T) : "");
    }
    std::fflush(stdout);
    Good &= Here;
    fmt::print("  {}{}\n", S.What, Here ? "" : "  <-- more than linear");
  }
  std::error_code Ignored;
  std::filesystem::remove_all(Folder, Ignored);
  if (Good)
    fmt::print("ten times the work costs at most {:.0f} times the time\n",
               Limit);
  else
    fmt::print("some shape costs more than {:.0f} times the time\n", Limit);
  return Good ? 0 : 1;
}
