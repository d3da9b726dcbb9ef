//===- Workers.h - Pieces of work in processes of their own -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Processes, not threads: they share no lock and no signal handler, and one
/// that takes too long can be ended.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_WORKERS_H
#define AWAIT_TIDY_FRONTENDS_CLI_WORKERS_H

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>

namespace await_tidy {

class Workers {
public:
  using TimePoint = std::chrono::steady_clock::time_point;
  /// Runs in the new process; what it returns arrives here.
  using Work = std::function<std::string()>;
  /// Says, in this process and right before it is begun, what piece \p I is;
  /// none when there is nothing to do for it.
  using Plan = std::function<Work(size_t I)>;

  struct Result {
    enum Kind { Done, Nothing, OutOfTime, Died } How = Nothing;
    std::string Text; ///< what Work returned; of Died, why
  };

  /// \p Count pieces, \p AtOnce of them at a time, in their order. What is not
  /// done at \p End is ended, and not begun. No other thread may run.
  Workers(size_t Count, unsigned AtOnce, std::optional<TimePoint> End,
          Plan WhatIs);
  /// Ends what still runs.
  ~Workers();

  Workers(const Workers &) = delete;
  Workers &operator=(const Workers &) = delete;

  /// Waits for piece \p I. Each is to be asked for once, in any order.
  Result wait(size_t I);

private:
  struct Process {
    pid_t Id;
    int From; ///< the end of its pipe that is read
    std::string Text;
  };
  void begin(size_t I);
  void listen();
  void endAll();
  bool isOver() const;

  size_t Count, Next = 0;
  unsigned AtOnce;
  std::optional<TimePoint> End;
  Plan WhatIs;
  std::map<size_t, Process> Running;
  std::map<size_t, Result> Results;
};

} // namespace await_tidy

#endif
