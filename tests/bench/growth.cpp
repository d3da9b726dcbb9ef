//===- growth.cpp - How the cost grows with the function ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Usage: await-tidy-growth RUNS TOOL MOCK_FOLDER
//
// Writes functions of one shape in three sizes, has the tool analyse them, and
// prints the time of the analysis (without parsing; the least of RUNS runs) and
// what ten times the work costs. Fails if that is more than twelve times.
//
//===----------------------------------------------------------------------===//
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <vector>

namespace {
struct Shape {
  const char *Name, *What;
  bool ManyPlaces;
  std::string (*Body)(int N);
};

template <class F> std::string repeat(int N, F Line) {
  std::string Out;
  for (int I = 0; I < N; ++I)
    Out += Line(I);
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
};

std::string source(const Shape &S, int N) {
  return "#include \"coro.h\"\nmock::task<> wait();\n"
         "mock::task<bool> ask(long);\nstruct C {\n"
         "  mock::task<> run(long a);\n" +
         repeat(S.ManyPlaces ? N : 1,
                [](int I) { return fmt::format("  long m{} = 0;\n", I); }) +
         "  mock::mutex lock;\n};\nmock::task<> C::run(long a) {\n" +
         S.Body(N) + "}\n";
}

/// Seconds that the tool says the analysis took; negative if it does not.
double analysis(const std::string &Command) {
  FILE *Pipe = popen(Command.c_str(), "r");
  if (!Pipe)
    return -1;
  std::string Text;
  char Buffer[4096];
  while (size_t Got = fread(Buffer, 1, sizeof Buffer, Pipe))
    Text.append(Buffer, Got);
  pclose(Pipe);
  const std::string Words = "the analysis took ";
  size_t At = Text.rfind(Words);
  return At == Text.npos ? -1 : std::atof(Text.c_str() + At + Words.size());
}
} // namespace

int main(int argc, char **argv) {
  if (argc != 4) {
    fmt::print(stderr, "usage: await-tidy-growth RUNS TOOL MOCK_FOLDER\n");
    return 2;
  }
  const int Runs = std::max(1, std::atoi(argv[1]));
  const int Sizes[] = {10, 100, 1000};
  constexpr double Limit = 12;
  std::filesystem::path Folder =
      std::filesystem::temp_directory_path() /
      fmt::format("await-tidy-growth-{}", std::hash<std::string>()(argv[2]));
  std::filesystem::create_directories(Folder);
  fmt::print("{:10} {:>9} {:>9} {:>9}  {:>9}  {}\n", "function of", "10", "100",
             "1000", "1000/100", "");
  bool Good = true;
  for (const Shape &S : Shapes) {
    std::vector<double> Least;
    for (int N : Sizes) {
      std::filesystem::path File = Folder / fmt::format("{}{}.cpp", S.Name, N);
      std::ofstream(File) << source(S, N);
      double Best = -1;
      for (int I = 0; I < Runs; ++I) {
        double T = analysis(
            fmt::format("'{}' --time --quiet '{}' -- -std=c++20 -I'{}' 2>&1",
                        argv[2], File.string(), argv[3]));
        if (T < 0) {
          fmt::print(stderr, "error: the tool did not say what {} took\n",
                     File.filename().string());
          return 2;
        }
        Best = Best < 0 ? T : std::min(Best, T);
      }
      Least.push_back(Best);
    }
    double Ratio = Least[2] / std::max(Least[1], 1e-4);
    Good &= Ratio <= Limit;
    fmt::print("{:10} {:>7.1f}ms {:>7.1f}ms {:>7.1f}ms  {:>8.1f}x  {}{}\n",
               S.Name, Least[0] * 1e3, Least[1] * 1e3, Least[2] * 1e3, Ratio,
               S.What, Ratio <= Limit ? "" : "  <-- more than linear");
  }
  std::error_code Ignored;
  std::filesystem::remove_all(Folder, Ignored);
  if (Good)
    fmt::print("ten times the work costs at most {:.0f} times the time\n", Limit);
  else
    fmt::print("some shape costs more than {:.0f} times the time\n", Limit);
  return Good ? 0 : 1;
}
