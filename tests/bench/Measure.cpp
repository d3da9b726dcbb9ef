//===- Measure.cpp - What a run of a program costs ------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Measure.h"
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {
[[noreturn]] void fail(const std::string &Why) {
  fmt::print(stderr, "error: {}\n", Why);
  std::exit(2);
}

/// MB; 0 once it has ended.
double highWater(pid_t Id) {
  std::ifstream Status(fmt::format("/proc/{}/status", Id));
  for (std::string Line; std::getline(Status, Line);)
    if (Line.starts_with("VmHWM:"))
      return std::atof(Line.c_str() + 6) / 1024;
  return 0;
}
} // namespace

Cost run(const std::vector<std::string> &Argv, bool WantsOut) {
  std::vector<char *> Words;
  for (const std::string &A : Argv)
    Words.push_back(const_cast<char *>(A.c_str()));
  Words.push_back(nullptr);
  int Err[2], Out[2];
  if (pipe2(Err, O_CLOEXEC) != 0 || pipe2(Out, O_CLOEXEC) != 0)
    fail(std::strerror(errno));
  pid_t Id = fork();
  if (Id < 0)
    fail(std::strerror(errno));
  if (Id == 0) {
    int Null = open("/dev/null", O_RDWR);
    dup2(Null, STDIN_FILENO);
    dup2(WantsOut ? Out[1] : Null, STDOUT_FILENO);
    dup2(Err[1], STDERR_FILENO);
    execvp(Words[0], Words.data());
    _exit(127);
  }
  close(Err[1]);
  close(Out[1]);
  Cost C;
  pollfd Pipes[] = {{Err[0], POLLIN, 0}, {Out[0], POLLIN, 0}};
  std::string *Texts[] = {&C.Said, &C.Out};
  for (int Open = 2; Open;) {
    // Often enough to see what it has shortly before it ends.
    poll(Pipes, 2, 5);
    C.Own = std::max(C.Own, highWater(Id));
    for (int I : {0, 1}) {
      if (Pipes[I].fd < 0 || !Pipes[I].revents)
        continue;
      char Buffer[1 << 16];
      ssize_t N = read(Pipes[I].fd, Buffer, sizeof Buffer);
      if (N > 0) {
        Texts[I]->append(Buffer, N);
      } else if (N == 0 || errno != EINTR) {
        close(Pipes[I].fd);
        Pipes[I].fd = -1;
        --Open;
      }
    }
  }
  int Status = 0;
  rusage Usage{};
  while (wait4(Id, &Status, 0, &Usage) < 0 && errno == EINTR)
    ;
  if (!WIFEXITED(Status) || WEXITSTATUS(Status) == 127)
    fail(fmt::format("'{}' did not run to its end:\n{}", Argv[0], C.Said));
  auto Seconds = [](const timeval &T) { return T.tv_sec + T.tv_usec / 1e6; };
  C.Seconds = Seconds(Usage.ru_utime) + Seconds(Usage.ru_stime);
  C.Largest = Usage.ru_maxrss / 1024.0;
  C.Code = WEXITSTATUS(Status);
  return C;
}

double numberAfter(const std::string &Text, const std::string &Words) {
  size_t At = Text.rfind(Words);
  if (At == Text.npos)
    return -1;
  std::string Digits;
  for (size_t I = At + Words.size(); I < Text.size(); ++I)
    if (Text[I] != ',' && (Text[I] != ' ' || !Digits.empty())) {
      if (!std::strchr("0123456789.", Text[I]))
        break;
      Digits += Text[I];
    }
  return Digits.empty() ? -1 : std::atof(Digits.c_str());
}
