//===- Workers.cpp - Pieces of work in processes of their own -------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Workers.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace await_tidy {

using Clock = std::chrono::steady_clock;

Workers::Workers(size_t Count, unsigned AtOnce, std::optional<TimePoint> End,
                 Plan WhatIs)
    : Count(Count), AtOnce(std::max(1u, AtOnce)), End(End),
      WhatIs(std::move(WhatIs)) {}

Workers::~Workers() { endAll(); }

bool Workers::isOver() const { return End && Clock::now() >= *End; }

/// Writes all of \p Text and ends this process, without what a program does at
/// its end: buffers and temporary files are its parent's.
[[noreturn]] static void sendAndExit(int To, const std::string &Text) {
  for (size_t At = 0; At < Text.size();) {
    ssize_t N = write(To, Text.data() + At, Text.size() - At);
    if (N < 0 && errno != EINTR)
      _exit(1);
    At += std::max<ssize_t>(N, 0);
  }
  _exit(0);
}

void Workers::begin(size_t I) {
  Work W = WhatIs(I);
  if (!W) {
    Results[I] = {Result::Nothing, ""};
    return;
  }
  int Pipe[2];
  pid_t Parent = getpid(), Id = -1;
  if (pipe2(Pipe, O_CLOEXEC) == 0) {
    Id = fork();
    if (Id < 0) {
      close(Pipe[0]);
      close(Pipe[1]);
    }
  }
  if (Id < 0) {
    Results[I] = {Result::Died, fmt::format("a process could not be started: "
                                            "{}",
                                            std::strerror(errno))};
    return;
  }
  if (Id == 0) {
#ifdef __linux__
    // Not to go on when nobody listens any more.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != Parent)
      _exit(1);
#else
    (void)Parent;
#endif
    sendAndExit(Pipe[1], W());
  }
  close(Pipe[1]);
  Running[I] = {Id, Pipe[0], ""};
}

/// Takes what the processes have to say, until one has ended or time is over.
void Workers::listen() {
  std::vector<pollfd> Pipes;
  std::vector<size_t> Pieces;
  for (const auto &[I, P] : Running) {
    Pipes.push_back({P.From, POLLIN, 0});
    Pieces.push_back(I);
  }
  int Milliseconds = -1;
  if (End) {
    auto Left =
        std::chrono::ceil<std::chrono::milliseconds>(*End - Clock::now());
    Milliseconds = std::max<int64_t>(Left.count(), 0);
  }
  if (poll(Pipes.data(), Pipes.size(), Milliseconds) <= 0)
    return;
  for (size_t K = 0; K != Pipes.size(); ++K) {
    if (!Pipes[K].revents)
      continue;
    Process &P = Running[Pieces[K]];
    char Buffer[1 << 16];
    ssize_t N = read(P.From, Buffer, sizeof Buffer);
    if (N < 0 && errno == EINTR)
      continue;
    if (N > 0) {
      P.Text.append(Buffer, N);
      continue;
    }
    int Status = 0;
    while (waitpid(P.Id, &Status, 0) < 0 && errno == EINTR)
      ;
    close(P.From);
    Result &R = Results[Pieces[K]];
    if (WIFEXITED(Status) && WEXITSTATUS(Status) == 0)
      R = {Result::Done, std::move(P.Text)};
    else if (WIFSIGNALED(Status))
      R = {Result::Died, strsignal(WTERMSIG(Status))};
    else
      R = {Result::Died, fmt::format("code {}", WEXITSTATUS(Status))};
    Running.erase(Pieces[K]);
  }
}

void Workers::endAll() {
  for (auto &[I, P] : Running)
    kill(P.Id, SIGKILL);
  for (auto &[I, P] : Running) {
    while (waitpid(P.Id, nullptr, 0) < 0 && errno == EINTR)
      ;
    close(P.From);
  }
  Running.clear();
}

Workers::Result Workers::wait(size_t I) {
  while (!Results.count(I)) {
    if (isOver()) {
      endAll();
      return {Result::OutOfTime, ""};
    }
    if (Next < Count && Running.size() < AtOnce)
      begin(Next++);
    else
      listen();
  }
  Result R = std::move(Results[I]);
  Results.erase(I);
  return R;
}

} // namespace await_tidy
