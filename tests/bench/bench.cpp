//===- bench.cpp - What a run costs, against other programs ---------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   bench RUNS NAME COMMAND... [::: NAME COMMAND...]...
//
// Runs the commands in turns (A B C A B C ...), once to warm up and then RUNS
// times, and prints for each its processor time (user + system), wall time and
// peak memory, and how the first one compares with each other one, turn by
// turn: neighbours in time see the same machine. If the first command says `the
// analysis took X s` on its standard error, its share of the processor time is
// printed too.
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

struct Sample {
  double Cpu = 0;    ///< seconds, user and system
  double Wall = 0;   ///< seconds
  double Memory = 0; ///< MB, the most at once
  double Share = -1; ///< part of the run that is the analysis, or -1
};

struct Program {
  std::string Name;
  std::vector<char *> Argv; ///< ends with a null pointer
  std::vector<Sample> Samples;
};

[[noreturn]] void die(const std::string &Message) {
  std::fprintf(stderr, "bench: %s\n", Message.c_str());
  std::exit(2);
}

double seconds(const timeval &T) {
  return static_cast<double>(T.tv_sec) + static_cast<double>(T.tv_usec) / 1e6;
}

/// The seconds in "the analysis took 0.0123 s" anywhere in \p Text, or -1.
double analysisSeconds(const std::string &Text) {
  constexpr std::string_view Words = "the analysis took ";
  size_t At = Text.find(Words);
  double Seconds = 0;
  if (At == std::string::npos ||
      std::sscanf(Text.c_str() + At + Words.size(), "%lf s", &Seconds) != 1)
    return -1;
  return Seconds;
}

Sample runOnce(const Program &P) {
  int Err[2];
  if (pipe2(Err, O_CLOEXEC) != 0)
    die(std::string("cannot make a pipe: ") + std::strerror(errno));
  const auto Begin = std::chrono::steady_clock::now();
  pid_t Child = fork();
  if (Child < 0)
    die(std::string("cannot fork: ") + std::strerror(errno));
  if (Child == 0) {
    int Null = open("/dev/null", O_RDWR);
    dup2(Null, STDIN_FILENO);
    dup2(Null, STDOUT_FILENO);
    dup2(Err[1], STDERR_FILENO);
    execvp(P.Argv[0], P.Argv.data());
    _exit(127);
  }
  close(Err[1]);
  std::string Said;
  char Buffer[4096];
  for (ssize_t N; (N = read(Err[0], Buffer, sizeof(Buffer))) != 0;)
    if (N > 0)
      Said.append(Buffer, static_cast<size_t>(N));
    else if (errno != EINTR)
      break;
  close(Err[0]);

  int Status = 0;
  rusage Usage{};
  while (wait4(Child, &Status, 0, &Usage) < 0 && errno == EINTR)
    ;
  const std::chrono::duration<double> Wall =
      std::chrono::steady_clock::now() - Begin;
  // 1 is "there are findings"; everything above did not do its work.
  if (!WIFEXITED(Status) || WEXITSTATUS(Status) > 1)
    die(P.Name + " failed:\n" + Said);
  const double Analysis = analysisSeconds(Said);
  const double Processor = seconds(Usage.ru_utime) + seconds(Usage.ru_stime);
  return {Processor, Wall.count(), static_cast<double>(Usage.ru_maxrss) / 1024,
          Analysis < 0 ? -1 : Analysis / Processor};
}

struct Spread {
  double Min, Median, Max;
};

Spread spread(std::vector<double> Values) {
  std::sort(Values.begin(), Values.end());
  size_t N = Values.size();
  return {Values.front(), (Values[(N - 1) / 2] + Values[N / 2]) / 2,
          Values.back()};
}

template <class F> Spread spreadOf(const std::vector<Sample> &All, F &&Of) {
  std::vector<double> Values;
  for (const Sample &S : All)
    Values.push_back(Of(S));
  return spread(std::move(Values));
}

void printRow(const std::string &Name, const char *What, Spread S,
              const char *Format) {
  std::printf("  %-12s %-14s", Name.c_str(), What);
  for (double Value : {S.Min, S.Median, S.Max})
    std::printf(Format, Value);
  std::printf("\n");
}

} // namespace

int main(int Argc, char **Argv) {
  if (Argc < 4)
    die("usage: bench RUNS NAME COMMAND... [::: NAME COMMAND...]...");
  const int Runs = std::atoi(Argv[1]);
  if (Runs < 1)
    die(std::string("'") + Argv[1] + "' is no number of runs");

  std::vector<Program> Programs;
  for (int I = 2; I < Argc; ++I) {
    Program P;
    P.Name = Argv[I++];
    for (; I < Argc && std::string_view(Argv[I]) != ":::"; ++I)
      P.Argv.push_back(Argv[I]);
    if (P.Argv.empty())
      die(P.Name + " has no command");
    P.Argv.push_back(nullptr);
    Programs.push_back(std::move(P));
  }

  const bool Watched = isatty(STDERR_FILENO);
  for (int Turn = 0; Turn <= Runs; ++Turn)
    for (Program &P : Programs) {
      Sample S = runOnce(P);
      if (Turn > 0)
        P.Samples.push_back(S);
      if (Watched)
        std::fprintf(stderr, "\r%d of %d ", Turn, Runs);
    }
  if (Watched)
    std::fprintf(stderr, "\r            \r");

  std::printf("%d runs each, in turns, after one to warm up\n\n", Runs);
  std::printf("  %-12s %-14s%10s%10s%10s\n", "", "", "min", "median", "max");
  for (const Program &P : Programs) {
    auto cpu = [](const Sample &S) { return S.Cpu; };
    auto wall = [](const Sample &S) { return S.Wall; };
    auto memory = [](const Sample &S) { return S.Memory; };
    printRow(P.Name, "user+sys, s", spreadOf(P.Samples, cpu), "%10.3f");
    printRow("", "wall, s", spreadOf(P.Samples, wall), "%10.3f");
    printRow("", "peak, MB", spreadOf(P.Samples, memory), "%10.1f");
  }

  const Program &First = Programs.front();
  std::printf("\n");
  for (size_t I = 1; I < Programs.size(); ++I) {
    std::vector<double> Cpu, Wall, Memory;
    for (int R = 0; R < Runs; ++R) {
      const Sample &A = First.Samples[static_cast<size_t>(R)];
      const Sample &B = Programs[I].Samples[static_cast<size_t>(R)];
      Cpu.push_back(A.Cpu / B.Cpu);
      Wall.push_back(A.Wall / B.Wall);
      Memory.push_back(A.Memory / B.Memory);
    }
    std::printf("%s / %s, turn by turn\n", First.Name.c_str(),
                Programs[I].Name.c_str());
    printRow("", "user+sys", spread(Cpu), "%10.3f");
    printRow("", "wall", spread(Wall), "%10.3f");
    printRow("", "peak", spread(Memory), "%10.3f");
  }

  std::printf("\n");
  if (First.Samples.front().Share < 0)
    std::printf("the analysis itself: %s does not say (--time)\n",
                First.Name.c_str());
  else
    printRow(
        "analysis", "% of the run",
        spreadOf(First.Samples, [](const Sample &S) { return S.Share * 100; }),
        "%10.2f");
  return 0;
}
