//===- PhaseClock.h - Where the time of an analysis goes --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Phases run inside of each other: a function is lowered while another one is,
/// and time counts for the innermost. Reading both clocks takes less than a
/// microsecond.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_PHASECLOCK_H
#define AWAIT_TIDY_PHASECLOCK_H

#include <chrono>
#include <ctime>

namespace await_tidy {

/// In seconds; of the processor that of all threads.
struct Spent {
  double Wall = 0, Processor = 0;

  Spent &operator+=(const Spent &X) {
    Wall += X.Wall;
    Processor += X.Processor;
    return *this;
  }
  Spent &operator-=(const Spent &X) {
    Wall -= X.Wall;
    Processor -= X.Processor;
    return *this;
  }
};

class PhaseClock {
public:
  /// Counts for \p To until it is destroyed. Those of one clock are destroyed
  /// in the opposite order.
  class In {
  public:
    In(PhaseClock &Clock, Spent &To) : Clock(Clock), Before(Clock.Current) {
      Clock.change(&To);
    }
    ~In() { Clock.change(Before); }
    In(const In &) = delete;
    In &operator=(const In &) = delete;

  private:
    PhaseClock &Clock;
    Spent *Before;
  };

  static Spent now() {
    std::chrono::duration<double> Wall =
        std::chrono::steady_clock::now().time_since_epoch();
    return {Wall.count(), double(std::clock()) / CLOCKS_PER_SEC};
  }

private:
  void change(Spent *To) {
    Spent Now = now();
    if (Current) {
      *Current += Now;
      *Current -= Since;
    }
    Current = To;
    Since = Now;
  }

  Spent *Current = nullptr;
  Spent Since;
};

} // namespace await_tidy

#endif
